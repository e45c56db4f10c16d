import { useState } from 'react';
import { Button, Input, Label, TextField } from 'react-aria-components';
import { useTexts } from '../../language/language-context.tsx';
import { Icon } from '../icon.tsx';
import { SelectField } from '../select-field.tsx';
import { filterTexts } from './filter-texts.ts';

/** A value to search by, and its kind, such as `email`. The value may be personal. */
export type Lookup<K extends string> = { readonly kind: K; readonly value: string };

/**
 * Searches by a value that may be personal. Keep the value only in the state of a component, and
 * send a personal value only in the body of a request.
 */
export function LookupBox<K extends string>(props: {
  readonly kinds: readonly { readonly id: K; readonly label: string }[];
  readonly value: Lookup<K> | undefined;
  readonly change: (lookup: Lookup<K> | undefined) => void;
}) {
  const texts = useTexts(filterTexts);
  const { kinds, value, change } = props;
  const [chosen, setKind] = useState<K | undefined>(kinds[0]?.id);
  const [text, setText] = useState('');
  const kind = kinds.find(({ id }) => id === chosen);
  if (value !== undefined) {
    const label = kinds.find(({ id }) => id === value.kind)?.label ?? value.kind;
    return (
      <p className="lookup-found">
        <span>
          {texts.found(label)}: <strong>{value.value}</strong>
        </span>
        <Button
          className="plain-button"
          onPress={() => {
            setText('');
            change(undefined);
          }}
        >
          {texts.stop}
        </Button>
      </p>
    );
  }
  return (
    <form
      className="lookup"
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        const found = text.trim();
        if (found !== '' && kind !== undefined) change({ kind: kind.id, value: found });
      }}
    >
      {kinds.length > 1 && (
        <SelectField
          label={texts.findBy}
          options={kinds}
          value={chosen ?? null}
          change={(id) => setKind(id)}
        />
      )}
      <TextField className="field" value={text} onChange={setText}>
        <Label className="field-name">{kind?.label}</Label>
        <Input className="field-box" spellCheck="false" autoCapitalize="off" />
      </TextField>
      <Button className="icon-button" type="submit" aria-label={texts.find}>
        <Icon name="find" />
      </Button>
    </form>
  );
}
