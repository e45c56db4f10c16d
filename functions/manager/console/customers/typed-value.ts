import { addsNull } from './patch-between.ts';

/** The kinds of values that a customer may have: the types of JSON. */
export const valueTypes = ['text', 'number', 'truth', 'list', 'object', 'nothing'] as const;

export type ValueType = (typeof valueTypes)[number];

/**
 * The kinds that a user of the console can choose for a value: all except null. To have no value,
 * the user removes the key.
 */
export type GivenType = Exclude<ValueType, 'nothing'>;
export const givenTypes = valueTypes.filter((type): type is GivenType => type !== 'nothing');

export function typeOf(value: unknown): ValueType {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'list';
  const types = { string: 'text', number: 'number', boolean: 'truth' } as const;
  return types[typeof value as keyof typeof types] ?? 'object';
}

/** Returns the text that a user edits: indented JSON for a list or an object. */
export function textOf(value: unknown): string {
  const type = typeOf(value);
  if (type === 'nothing') return '';
  return type === 'list' || type === 'object' ? JSON.stringify(value, null, 2) : String(value);
}

/** The value that the user typed, or the fault in the typed text. */
export type Typed =
  | { readonly value: unknown }
  | { readonly fault: 'number' | 'json' | 'list' | 'object' | 'null' };

function parseJson(text: string): Typed {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return { fault: 'json' };
  }
}

/**
 * Reads the typed text. A number is written as in JSON, or with a comma as decimal sign. A whole
 * number that JavaScript cannot store exactly is refused. A null in an object is refused too, except
 * where `shown`, the value before the change, has a null. The API cannot store other nulls, because
 * a null in a patch removes a key.
 */
export function parseTyped(type: GivenType, text: string, shown?: unknown): Typed {
  if (type === 'text') return { value: text };
  if (type === 'truth') return { value: text === 'true' };
  if (type === 'number') {
    const plain = text.trim().replace(',', '.');
    const isNumber = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/.test(plain);
    const value = Number(plain);
    const isExact = Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);
    return isNumber && isExact ? { value } : { fault: 'number' };
  }
  const parsed = parseJson(text);
  if ('fault' in parsed) return parsed;
  if (typeOf(parsed.value) !== type) return { fault: type };
  return addsNull(shown, parsed.value) ? { fault: 'null' } : parsed;
}
