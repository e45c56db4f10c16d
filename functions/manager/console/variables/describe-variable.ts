import type { Variables } from '#shared/client/schemas.ts';
import { typeOf, type ValueType } from '../customers/typed-value.ts';

/** What a variable holds: a file, or a value of one of the kinds that JSON knows; undefined where it is masked. */
export function kindOfVariable(variable: Variables): ValueType | 'file' | undefined {
  if (variable.file_bytes !== undefined) return 'file';
  if (variable.masked?.includes('value') === true) return undefined;
  return typeOf(variable.value);
}

/** How many bytes a variable takes: those of its file, or of its value as JSON; undefined where it is masked. */
export function sizeOfVariable(variable: Variables): number | undefined {
  if (variable.file_bytes !== undefined) return variable.file_bytes;
  if (variable.value === undefined) return undefined;
  return new TextEncoder().encode(JSON.stringify(variable.value)).length;
}
