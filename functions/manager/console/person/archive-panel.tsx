import { useState } from 'react';
import { type Language, languages } from '../language/define-texts.ts';
import { useFormats, useLanguage, useTexts } from '../language/language-context.tsx';
import { describeFailure } from '../parts/describe-failure.ts';
import { makePassword } from '../parts/make-password.ts';
import { ProgressBar } from '../parts/progress-bar.tsx';
import { saveStream } from '../parts/save-stream.ts';
import { SecretOnce } from '../parts/secret-once.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { useSession } from '../session/session-context.tsx';
import { shellTexts } from '../shell/shell-texts.ts';
import { personTexts } from './person-texts.ts';
import type { Sought } from './recognise-person.ts';
import type { Choices } from './use-preview.ts';

type Kind = 'access' | 'portability';
type Made = { readonly id: string; readonly name: string; readonly password: string };
type State =
  | { readonly is: 'idle' }
  | { readonly is: 'working'; readonly bytes: number }
  | { readonly is: 'made'; readonly made: Made }
  | { readonly is: 'failed'; readonly error: unknown };

/**
 * The time limit for the first byte of an archive, in milliseconds: the server first finds
 * everything of the person.
 */
const patienceMs = 120_000;

/** A random id that connects the archive’s file with the request that it answers. */
function newArchiveId(): string {
  return `archive-${crypto.randomUUID().slice(0, 13)}`;
}

type ArchiveProps = {
  readonly sought: Sought;
  readonly choices: Choices;
  /** Closes the request that the archive answers; undefined without a request. */
  readonly onComplete: ((archiveId: string) => void) | undefined;
};

/** Makes an archive of a person's data, encrypted with a password that is shown once. */
export function ArchivePanel({ sought, choices, onComplete }: ArchiveProps) {
  const { archive } = useTexts(personTexts);
  const shell = useTexts(shellTexts);
  const { language } = useLanguage();
  const formats = useFormats();
  const { client } = useSession();
  const [kind, setKind] = useState<Kind>('access');
  const [spoken, speak] = useState<Language>(language);
  const [state, setState] = useState<State>({ is: 'idle' });
  const { conversations } = choices;
  const make = async () => {
    const id = newArchiveId();
    const name = `mayfly-${kind}-${id}.zip`;
    const password = makePassword((bytes) => void crypto.getRandomValues(bytes));
    setState({ is: 'working', bytes: 0 });
    try {
      const separator = spoken === 'de' ? 'semicolon' : 'comma';
      const choice = conversations === undefined ? {} : { conversations };
      const body = { ...sought, ...choice, kind, language: spoken, password, separator };
      const asked = { body, timeoutMs: patienceMs };
      const stream = await client.request('POST /v1/subjects/export', asked);
      await saveStream(stream, { name, type: 'application/zip' }, (bytes) =>
        setState({ is: 'working', bytes }),
      );
      setState({ is: 'made', made: { id, name, password } });
    } catch (error) {
      setState({ is: 'failed', error });
    }
  };
  const isWorking = state.is === 'working';
  const failure = state.is === 'failed' ? describeFailure(state.error, language) : undefined;
  return (
    <section className="panel stack" aria-labelledby="archive-title">
      <div>
        <h2 id="archive-title">{archive.title}</h2>
        <p className="soft">{archive.lead}</p>
      </div>
      <div className="form-row">
        <SelectField<Kind>
          label={archive.kind}
          value={kind}
          options={[
            { id: 'access', label: archive.access },
            { id: 'portability', label: archive.portability },
          ]}
          change={setKind}
        />
        <SelectField<Language>
          label={archive.language}
          value={spoken}
          options={languages.map((each) => ({ id: each, label: shell.languages[each] }))}
          change={speak}
        />
      </div>
      <p className="soft">{kind === 'access' ? archive.accessHint : archive.portabilityHint}</p>
      {state.is === 'made' && (
        <>
          <p role="status">{archive.saved(state.made.name)}</p>
          <SecretOnce
            label={archive.password}
            secret={state.made.password}
            hint={archive.passwordHint}
          />
        </>
      )}
      {isWorking && <ProgressBar label={archive.working} detail={formats.bytes(state.bytes)} />}
      {failure !== undefined && (
        <p role="alert" className="dialog-failure">
          <strong>{failure.title}.</strong> {failure.detail}
        </p>
      )}
      <div className="actions">
        <button
          className="button"
          type="button"
          aria-disabled={isWorking}
          onClick={() => void (isWorking || make())}
        >
          {archive.save}
        </button>
        {state.is === 'made' && onComplete !== undefined && (
          <button className="plain-button" type="button" onClick={() => onComplete(state.made.id)}>
            {archive.complete}
          </button>
        )}
      </div>
    </section>
  );
}
