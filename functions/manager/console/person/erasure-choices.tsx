import type { SubjectPreview } from '#shared/client/schemas.ts';
import { useTexts } from '../language/language-context.tsx';
import { CheckField } from '../parts/form-fields.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { personTexts } from './person-texts.ts';
import type { Choices, KeepingGround } from './use-preview.ts';

const grounds = ['legal_obligation', 'legal_claims'] as const;

type ChoicesProps = {
  readonly preview: SubjectPreview;
  readonly choices: Choices;
  readonly onChoose: (choices: Choices) => void;
};

/** Lets the user of the console choose the conversations whose messages count as the person's. */
export function ConversationChoice({ preview, choices, onChoose }: ChoicesProps) {
  const { conversations: texts } = useTexts(personTexts);
  if (preview.conversations.length === 0) return null;
  const included = preview.conversations.filter((each) => each.included).map(({ id }) => id);
  const set = (id: string, isIn: boolean) => {
    const others = included.filter((each) => each !== id);
    onChoose({ ...choices, conversations: isIn ? [...others, id] : others });
  };
  return (
    <fieldset className="checks">
      <legend className="form-label">{texts.title}</legend>
      <p className="soft">{texts.lead}</p>
      {preview.conversations.map(({ id, shared, included: isIn }) => (
        <CheckField
          key={id}
          label={
            <>
              <span className="mono">{id}</span>{' '}
              <span className="mark-word" data-tone={shared ? 'attention' : undefined}>
                {shared ? texts.shared : texts.own}
              </span>
            </>
          }
          isChecked={isIn}
          onChange={(now) => set(id, now)}
        />
      ))}
    </fieldset>
  );
}

/**
 * Lets the user choose what an erasure keeps as a proof, and whether it deletes restricted records
 * too.
 */
export function KeepingChoice({ preview, choices, onChoose }: ChoicesProps) {
  const { options } = useTexts(personTexts);
  const consents = preview.categories.find(({ category }) => category === 'marketing_consents');
  const hasConsents = (consents?.count ?? 0) > 0 || choices.keep !== undefined;
  const hasRestricted =
    choices.restrictedToo || preview.stays.some(({ what }) => what === 'restricted_records');
  if (!hasConsents && !hasRestricted) return null;
  return (
    <div className="checks">
      {hasConsents && (
        <CheckField
          label={options.keep}
          hint={options.keepHint}
          isChecked={choices.keep !== undefined}
          onChange={(isKept) =>
            onChoose({ ...choices, keep: isKept ? 'legal_obligation' : undefined })
          }
        />
      )}
      {choices.keep !== undefined && (
        <SelectField<KeepingGround>
          label={options.ground}
          value={choices.keep}
          options={grounds.map((each) => ({ id: each, label: options.grounds[each] }))}
          change={(keep) => onChoose({ ...choices, keep })}
        />
      )}
      {hasRestricted && (
        <CheckField
          label={options.restrictedToo}
          hint={options.restrictedTooHint}
          isChecked={choices.restrictedToo}
          onChange={(restrictedToo) => onChoose({ ...choices, restrictedToo })}
        />
      )}
    </div>
  );
}
