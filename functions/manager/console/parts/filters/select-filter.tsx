import { useTexts } from '../../language/language-context.tsx';
import { SelectField } from '../select-field.tsx';
import { filterTexts } from './filter-texts.ts';

const all = 'all';

/** Shows a filter for which the user of the console chooses one of a few values, or none. */
export function SelectFilter<V extends string>(props: {
  readonly label: string;
  readonly options: readonly { readonly id: V; readonly label: string }[];
  readonly value: V | undefined;
  readonly change: (value: V | undefined) => void;
  /** Called when the list of values opens. Some pages load their values only then. */
  readonly onOpened?: () => void;
}) {
  const texts = useTexts(filterTexts);
  return (
    <SelectField<V | typeof all>
      label={props.label}
      options={[{ id: all, label: texts.all }, ...props.options]}
      value={props.value ?? all}
      change={(id) => props.change(id === all ? undefined : id)}
      {...(props.onOpened && { onOpened: props.onOpened })}
    />
  );
}
