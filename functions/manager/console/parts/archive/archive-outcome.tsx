import { MayflyProblem } from '#shared/client/mayfly-problem.ts';
import { useFormats, useLanguage, useTexts } from '../../language/language-context.tsx';
import { describeFailure } from '../describe-failure.ts';
import { ProgressBar } from '../progress-bar.tsx';
import { SecretOnce } from '../secret-once.tsx';
import { archiveTexts } from './archive-texts.ts';
import type { ArchiveState } from './use-archive.ts';

type Text = { readonly title: string; readonly detail: string };

function Failed(props: { readonly error: unknown; readonly invalid: Text | undefined }) {
  const { language } = useLanguage();
  const { error, invalid } = props;
  const isInvalid = error instanceof MayflyProblem && error.code === 'validation-failed';
  const { title, detail } = (isInvalid && invalid) || describeFailure(error, language);
  return (
    <p role="alert" className="dialog-failure">
      <strong>{title}.</strong> {detail}
    </p>
  );
}

/** Shows the progress of an archive, its failure, or its file and password. */
export function ArchiveOutcome(props: {
  readonly state: ArchiveState;
  readonly stop: () => void;
  /** Says why the API refused the input. Undefined if the page cannot know the reason. */
  readonly invalid?: Text;
}) {
  const { state, stop } = props;
  const texts = useTexts(archiveTexts);
  const formats = useFormats();
  if (state.is === 'idle') return null;
  if (state.is === 'failed') return <Failed error={state.error} invalid={props.invalid} />;
  if (state.is === 'working')
    return (
      <div className="export">
        <ProgressBar label={texts.working} detail={texts.soFar(formats.bytes(state.bytes))} />
        <button className="plain-button" type="button" onClick={stop}>
          {texts.stop}
        </button>
      </div>
    );
  const { name, password, records } = state.made;
  return (
    <>
      <p role="status">{texts.saved(name, formats.plural(records, texts.record))}</p>
      <SecretOnce label={texts.password} secret={password} hint={texts.passwordHint} />
    </>
  );
}
