import { type ReactNode, useId } from 'react';

type FieldProps = {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly children: (ids: {
    readonly id: string;
    readonly hintId: string | undefined;
  }) => ReactNode;
};

/** Shows a control with a label above and a hint below. Screen readers read the hint too. */
function Field({ label, hint, children }: FieldProps) {
  const id = useId();
  const hintId = hint === undefined ? undefined : `${id}-hint`;
  return (
    <div className="field">
      <label className="field-name" htmlFor={id}>
        {label}
      </label>
      {children({ id, hintId })}
      {hintId !== undefined && (
        <p className="field-note" id={hintId}>
          {hint}
        </p>
      )}
    </div>
  );
}

type Labelled = Pick<FieldProps, 'label' | 'hint'>;

/**
 * Shows a text field that browsers neither store nor complete, because its text may be personal.
 */
export function TextField(
  props: Labelled & {
    readonly value: string;
    readonly onChange: (value: string) => void;
    readonly lines?: number;
    readonly type?: 'text' | 'date' | 'email' | 'password';
    readonly max?: string;
    readonly isInvalid?: boolean;
    readonly isRequired?: boolean;
    readonly isMono?: boolean;
    readonly autoFocus?: boolean;
  },
) {
  const { value, onChange, lines, type = 'text', max } = props;
  return (
    <Field label={props.label} hint={props.hint}>
      {({ id, hintId }) => {
        const common = {
          id,
          value,
          'aria-describedby': hintId,
          'aria-invalid': props.isInvalid === true || undefined,
          // Without `new-password`, a browser would offer stored passwords for this secret.
          autoComplete: type === 'password' ? 'new-password' : 'off',
          autoCapitalize: 'off',
          spellCheck: false,
          required: props.isRequired,
          className: props.isMono === true ? 'field-box mono' : 'field-box',
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus: props.autoFocus,
        } as const;
        return lines === undefined ? (
          <input
            {...common}
            type={type}
            max={max}
            onChange={({ currentTarget }) => onChange(currentTarget.value)}
          />
        ) : (
          <textarea
            {...common}
            rows={lines}
            onChange={({ currentTarget }) => onChange(currentTarget.value)}
          />
        );
      }}
    </Field>
  );
}

/** Shows a checkbox with its label. */
export function CheckField(props: {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
}) {
  const id = useId();
  return (
    <div className="check">
      <input
        id={id}
        type="checkbox"
        checked={props.isChecked}
        aria-describedby={props.hint === undefined ? undefined : `${id}-hint`}
        onChange={({ currentTarget }) => props.onChange(currentTarget.checked)}
      />
      <div>
        <label htmlFor={id}>{props.label}</label>
        {props.hint !== undefined && (
          <p className="soft" id={`${id}-hint`}>
            {props.hint}
          </p>
        )}
      </div>
    </div>
  );
}
