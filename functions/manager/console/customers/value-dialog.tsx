import { useState } from 'react';
import { useTexts } from '../language/language-context.tsx';
import { FormDialog } from '../parts/form-dialog.tsx';
import { TextField } from '../parts/form-fields.tsx';
import { Icon } from '../parts/icon.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { customerTexts } from './customer-texts.ts';
import { type GivenType, givenTypes, parseTyped, textOf, typeOf } from './typed-value.ts';

type DialogProps = {
  /** The value to change; undefined if the dialog adds one. */
  readonly entry?: { readonly key: string; readonly value: unknown };
  readonly taken: readonly string[];
  /** Stores a new value. `shown` is the value that the user saw; undefined for a new key. */
  readonly save: (key: string, shown: unknown, value: unknown) => Promise<void>;
};

/** Shows a dialog that changes or adds a value. The value may have any type of JSON except null. */
export function ValueDialog({ entry, taken, save }: DialogProps) {
  const texts = useTexts(customerTexts);
  const [key, setKey] = useState('');
  const [type, setType] = useState<GivenType>('text');
  const [text, setText] = useState('');
  // The entry may change while the dialog is open, but the user still sees the value from before.
  const [shown, setShown] = useState<unknown>();
  const typed = parseTyped(type, text, shown);
  const name = entry?.key ?? key.trim();
  const isTaken = entry === undefined && taken.includes(name);
  const fault = 'fault' in typed && text !== '' ? texts.faults[typed.fault] : undefined;
  const pickType = (next: GivenType) => {
    setType(next);
    if (next === 'truth') setText(text === 'true' ? 'true' : 'false');
  };
  return (
    <FormDialog
      opener={
        entry === undefined ? (
          <>
            <Icon name="plus" />
            {texts.add}
          </>
        ) : (
          <Icon name="edit" />
        )
      }
      {...(entry !== undefined && { openerLabel: texts.edit(entry.key) })}
      openerClass={entry === undefined ? 'plain-button' : 'icon-button'}
      title={entry === undefined ? texts.addTitle : texts.editTitle(entry.key)}
      action={texts.save}
      isReady={'value' in typed && name !== '' && !isTaken}
      act={async () => 'value' in typed && save(name, shown, typed.value)}
      onOpen={() => {
        setKey('');
        setShown(entry?.value);
        const known = typeOf(entry?.value);
        setType(known === 'nothing' ? 'text' : known);
        setText(entry === undefined ? '' : textOf(entry.value));
      }}
    >
      {entry !== undefined && <p className="soft">{texts.editLead}</p>}
      {entry === undefined && (
        <TextField
          label={texts.key}
          value={key}
          onChange={setKey}
          isInvalid={isTaken}
          {...(isTaken && { hint: texts.keyTaken })}
          isRequired
        />
      )}
      <SelectField<GivenType>
        label={texts.type}
        value={type}
        options={givenTypes.map((each) => ({ id: each, label: texts.types[each] }))}
        change={pickType}
      />
      {type === 'truth' && (
        <SelectField
          label={texts.content}
          value={text}
          options={[
            { id: 'true', label: texts.yes },
            { id: 'false', label: texts.no },
          ]}
          change={setText}
        />
      )}
      {type !== 'truth' && (
        <TextField
          label={texts.content}
          value={text}
          onChange={setText}
          isInvalid={fault !== undefined}
          {...(fault !== undefined && { hint: fault })}
          {...((type === 'list' || type === 'object') && { lines: 8, isMono: true })}
        />
      )}
    </FormDialog>
  );
}
