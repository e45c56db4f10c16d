import { useLanguage, useTexts } from '../language/language-context.tsx';
import { describeFailure } from './describe-failure.ts';
import { failureTexts } from './failure-texts.ts';

type FailureProps = {
  readonly error: unknown;
  readonly isRetrying: boolean;
  readonly retry: () => void;
  /** When the shown data was loaded; undefined if no data is shown. */
  readonly asOf?: string | undefined;
  /** True if the notice fills the page, so that its title is the page's heading. */
  readonly isPage?: boolean;
};

/** Says why data could not be loaded, and offers to try again. */
export function FailureNotice({ error, isRetrying, retry, asOf, isPage }: FailureProps) {
  const { language, formats } = useLanguage();
  const texts = useTexts(failureTexts);
  const { title, detail, requestId } = describeFailure(error, language);
  const isStale = asOf !== undefined;
  return (
    <section
      className={isStale ? 'panel stale' : 'panel notice'}
      role={isStale ? 'status' : 'alert'}
    >
      <div>
        {isStale && (
          <p>
            <strong>{texts.stale(formats.moment(asOf))}</strong>
          </p>
        )}
        {!isStale && (isPage === true ? <h1>{title}</h1> : <h2>{title}</h2>)}
        <p>
          {isStale && `${title}. `}
          {detail}
        </p>
        {requestId !== undefined && (
          <p className="request-id">
            {texts.request} <code>{requestId}</code>
          </p>
        )}
      </div>
      <button type="button" className="button" aria-disabled={isRetrying} onClick={retry}>
        {isRetrying ? texts.trying : texts.again}
      </button>
    </section>
  );
}
