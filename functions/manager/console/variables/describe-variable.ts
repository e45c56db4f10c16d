import type { Variables } from '#shared/client/schemas.ts';
import { typeOf, type ValueType } from '../customers/typed-value.ts';

/**
 * Returns `file`, or the JSON type of a variable's value. The result is undefined if the value is
 * masked.
 */
export function kindOfVariable(variable: Variables): ValueType | 'file' | undefined {
  if (variable.file_bytes !== undefined) return 'file';
  if (variable.masked?.includes('value') === true) return undefined;
  return typeOf(variable.value);
}

/**
 * Returns the size in bytes of a variable's file, or of its value as JSON. The result is undefined
 * if the value is masked.
 */
export function sizeOfVariable(variable: Variables): number | undefined {
  if (variable.file_bytes !== undefined) return variable.file_bytes;
  if (variable.value === undefined) return undefined;
  return new TextEncoder().encode(JSON.stringify(variable.value)).length;
}
