import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
} from 'react-aria-components';
import { Icon } from './icon.tsx';

/** Lets the user of the console choose one of a few values. */
export function SelectField<V extends string>(props: {
  readonly label: string;
  readonly options: readonly { readonly id: V; readonly label: string }[];
  readonly value: V | null;
  readonly change: (value: V) => void;
  readonly isDisabled?: boolean;
  /** Called when the list of values opens. */
  readonly onOpened?: () => void;
  /** True if the label is only for screen readers. */
  readonly isLabelHidden?: boolean;
}) {
  const { label, options, value, change, isDisabled = false } = props;
  return (
    <Select
      className="field"
      value={value}
      isDisabled={isDisabled}
      onOpenChange={(isOpen) => {
        if (isOpen) props.onOpened?.();
      }}
      onChange={(key) => {
        const chosen = options.find(({ id }) => id === key);
        if (chosen !== undefined) change(chosen.id);
      }}
    >
      <Label className={props.isLabelHidden === true ? 'unseen' : 'field-name'}>{label}</Label>
      <Button className="field-box field-button">
        <SelectValue className="field-value" />
        <Icon name="down" />
      </Button>
      <Popover className="popover" placement="bottom start">
        <ListBox className="options" items={options}>
          {(option) => (
            <ListBoxItem className="option" textValue={option.label}>
              {option.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
