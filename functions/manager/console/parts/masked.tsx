import { defineTexts } from '../language/define-texts.ts';
import { useTexts } from '../language/language-context.tsx';
import { Breakable } from './breakable.tsx';

const texts = defineTexts({
  en: { hidden: 'hidden from your role' },
  de: { hidden: 'für Ihre Rolle verborgen' },
});

/** Stands for a value that exists, but that the user’s role may not see. */
export function Masked() {
  const { hidden } = useTexts(texts);
  return (
    <span className="masked" title={hidden}>
      <span aria-hidden="true">•••</span>
      <span className="unseen">{hidden}</span>
    </span>
  );
}

type MaskedRecord = { readonly masked?: readonly string[] };

/**
 * Shows the value of a field. A mask replaces a value that the user's role may not see. A dash
 * stands for a missing value.
 */
export function Value<T extends MaskedRecord>(props: {
  readonly of: T;
  readonly field: Extract<keyof T, string>;
}) {
  const value = props.of[props.field];
  if (props.of.masked?.includes(props.field) === true) return <Masked />;
  if (value === undefined || value === null) return <span className="soft">–</span>;
  return <Breakable text={typeof value === 'string' ? value : JSON.stringify(value)} />;
}
