import type { ConsentSummary } from '#shared/client/schemas.ts';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { mayExport } from '../session/rights.ts';
import { useSession } from '../session/session-context.tsx';
import type { endings } from './consents-filters.ts';
import { consentsTexts } from './consents-texts.ts';

/** Says how many consents end soon, with a warning if some of them were never exported. */
export function EndsSoon(props: {
  readonly summary: ConsentSummary;
  readonly show: (ending: (typeof endings)[number]) => void;
}) {
  const { summary, show } = props;
  const { soon, consent } = useTexts(consentsTexts);
  const formats = useFormats();
  const { membership } = useSession();
  const { within_days: days, count, never_exported: never } = summary.ends_soon;
  const upTo = summary.exported_up_to;
  const exported = upTo === null ? soon.notYet : soon.upTo(formats.moment(upTo));
  if (count === 0)
    return (
      <p className="soft">
        {soon.none(days)} {exported}
      </p>
    );
  const title = soon.title(formats.plural(count, consent), days);
  if (never === 0)
    return (
      <p className="soft">
        {title}. {soon.allExported} {exported}{' '}
        <button className="link-button" type="button" onClick={() => show('soon')}>
          {soon.show}
        </button>
      </p>
    );
  return (
    <section className="panel stale" role="status">
      <div>
        <h2 className="warning-title">
          {title}. {soon.never(formats.count(never))}.
        </h2>
        <p>
          {soon.neverDetail} {exported} {!mayExport(membership?.role) && soon.ask}
        </p>
      </div>
      <button className="button" type="button" onClick={() => show('unexported')}>
        {soon.show}
      </button>
    </section>
  );
}
