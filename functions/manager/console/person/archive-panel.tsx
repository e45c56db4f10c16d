import { useState } from 'react';
import { type Language, languages } from '../language/define-texts.ts';
import { useLanguage, useTexts } from '../language/language-context.tsx';
import { ArchiveOutcome } from '../parts/archive/archive-outcome.tsx';
import { archiveTexts } from '../parts/archive/archive-texts.ts';
import { useArchive } from '../parts/archive/use-archive.ts';
import { TextField } from '../parts/form-fields.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { shellTexts } from '../shell/shell-texts.ts';
import { personTexts } from './person-texts.ts';
import type { Sought } from './recognise-person.ts';
import type { Choices } from './use-preview.ts';

type Kind = 'access' | 'portability';

type ArchiveProps = {
  readonly sought: Sought;
  readonly choices: Choices;
  /**
   * Completes the person's request with the archive; undefined if the user of the console works on
   * no request.
   */
  readonly onComplete: ((archiveId: string) => void) | undefined;
};

/** Makes an encrypted archive of a person's data, and shows its password once. */
export function ArchivePanel({ sought, choices, onComplete }: ArchiveProps) {
  const { archive } = useTexts(personTexts);
  const { language: languageLabel } = useTexts(archiveTexts);
  const shell = useTexts(shellTexts);
  const { language } = useLanguage();
  const [kind, setKind] = useState<Kind>('access');
  const [spoken, speak] = useState<Language>(language);
  const [withheld, withhold] = useState('');
  const { state, make, stop } = useArchive();
  const { conversations } = choices;
  const ids = withheld.split(/[\s,;]+/).filter((id) => id !== '');
  const begin = () => {
    const choice = {
      ...(conversations !== undefined && { conversations }),
      ...(ids.length > 0 && { withhold: ids }),
    };
    void make(kind, { ...sought, ...choice, kind, language: spoken });
  };
  const isWorking = state.is === 'working';
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
          label={languageLabel}
          value={spoken}
          options={languages.map((each) => ({ id: each, label: shell.languages[each] }))}
          change={speak}
        />
      </div>
      <p className="soft">{kind === 'access' ? archive.accessHint : archive.portabilityHint}</p>
      <details>
        <summary>{archive.withhold.open}</summary>
        <TextField
          label={archive.withhold.label}
          hint={archive.withhold.hint}
          lines={3}
          isMono
          value={withheld}
          onChange={withhold}
        />
      </details>
      <ArchiveOutcome
        state={state}
        stop={stop}
        {...(ids.length > 0 && { invalid: archive.withhold.unknown })}
      />
      <div className="actions">
        <button
          className="button"
          type="button"
          aria-disabled={isWorking}
          onClick={() => void (isWorking || begin())}
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
