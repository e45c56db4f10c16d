import { useState } from 'react';
import { useTexts } from '../language/language-context.tsx';
import { TextField } from '../parts/form-fields.tsx';
import { Icon } from '../parts/icon.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { personTexts } from './person-texts.ts';
import {
  type PersonKind,
  personKinds,
  recogniseKind,
  type Sought,
  soughtBy,
} from './recognise-person.ts';

type PersonBoxProps = {
  /** True if the user of the console can also search for a conversation by its id. */
  readonly isWide?: boolean;
  readonly onFind: (sought: Sought) => void;
};

/**
 * Shows one box into which the user types any identifier of a person. The box shows which kind of
 * identifier it has detected; the user can correct the kind.
 */
export function PersonBox({ isWide = false, onFind }: PersonBoxProps) {
  const { box } = useTexts(personTexts);
  const [text, setText] = useState('');
  const [picked, pick] = useState<PersonKind>();
  const recognised = recogniseKind(text);
  const kind = picked ?? recognised;
  const kinds = isWide ? personKinds : personKinds.filter((each) => each !== 'conversation_id');
  return (
    <form
      className="panel person-box"
      onSubmit={(event) => {
        event.preventDefault();
        if (kind !== undefined && text.trim() !== '') onFind(soughtBy(kind, text));
      }}
    >
      <TextField
        label={isWide ? box.labelWide : box.label}
        hint={box.hint}
        value={text}
        onChange={(value) => {
          setText(value);
          pick(undefined);
        }}
        isRequired
      />
      <SelectField
        label={box.as}
        value={kind ?? 'email'}
        options={kinds.map((each) => ({ id: each, label: box.kinds[each] }))}
        change={pick}
      />
      <button className="button" type="submit">
        <Icon name="find" />
        {box.search}
      </button>
    </form>
  );
}
