import { besideTexts } from '#shared/subjects/archive/texts/field-texts.ts';
import type { CategoryWords } from '../../category-words.ts';
import type { Formats } from '../language/create-formats.ts';
import type { Language } from '../language/define-texts.ts';
import type { ListedRecord } from './use-preview.ts';

/** The name and the value of a field that is not encrypted, in words. */
export type Fact = { readonly label: string; readonly value: string };

const instant = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

function valueOf(value: unknown, formats: Formats): string {
  if (typeof value === 'number') return formats.exact(value);
  if (typeof value === 'boolean') return value ? '✓' : '–';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return instant.test(text) ? formats.moment(text) : text;
}

/**
 * Returns the fields of a record that are not encrypted, in words. Labels and fixed values come
 * from the category’s declaration. Numbers and times have the user’s format.
 */
export function describeFacts(
  { facts }: Pick<ListedRecord, 'facts'>,
  words: Pick<CategoryWords, 'fields'> | undefined,
  { language, formats }: { readonly language: Language; readonly formats: Formats },
): Fact[] {
  return Object.entries(facts).map(([name, value]) => {
    const field = words?.fields[name];
    const fixed = typeof value === 'string' ? field?.values?.[value]?.[language] : undefined;
    const label = (field?.label ?? besideTexts[name])?.[language] ?? name;
    return { label, value: fixed ?? valueOf(value, formats) };
  });
}
