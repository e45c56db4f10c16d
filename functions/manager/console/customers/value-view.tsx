import { useFormats, useTexts } from '../language/language-context.tsx';
import { customerTexts } from './customer-texts.ts';
import { textOf, typeOf } from './typed-value.ts';

/** Shows a list or an object as JSON, and every other value as text. */
export function ValueView({ value }: { readonly value: unknown }) {
  const texts = useTexts(customerTexts);
  const formats = useFormats();
  const type = typeOf(value);
  if (type === 'nothing') return <span className="soft">{texts.types.nothing}</span>;
  if (type === 'truth') return <span>{value === true ? texts.yes : texts.no}</span>;
  if (type === 'number') return <span>{formats.exact(value as number)}</span>;
  if (type === 'text') return <span className="value-text">{textOf(value)}</span>;
  return <code className="value-json">{textOf(value)}</code>;
}
