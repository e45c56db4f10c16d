import { Problem } from '#shared/base/problems/problem.ts';
import type { Context } from '#shared/records/context.ts';
import type { Fields } from '#shared/records/record.ts';
import { whenWritten } from '#shared/records/written-when.ts';

/** Fields that describe the file of a variable. A variable without them has no file. */
const fileFields: ReadonlySet<string> = new Set(['file_name', 'file_type', 'file_bytes']);

/** Adds the time of the change to the fields of a variable with a file. */
export function completeFile(fields: Fields): Fields {
  return { ...fields, changed_at: whenWritten };
}

/**
 * Requires that a variable that is sent as JSON has a value, and adds the time of the change.
 * @throws Problem `validation-failed`
 */
export function completeVariable(_ctx: unknown, fields: Fields, pointer: string): Fields {
  if (fields['value'] !== undefined) return { ...fields, changed_at: whenWritten };
  throw new Problem('validation-failed', {
    errors: [{ pointer: `${pointer}/value`, rule: 'required' }],
  });
}

/**
 * Requires that a corrected variable has a value or a file. A new value replaces the file.
 * @throws Problem `validation-failed` if it has neither
 */
export function completeCorrection(
  ctx: Pick<Context, 'now'>,
  corrected: Fields,
  correction: Fields,
): Fields {
  if (correction['value'] === undefined || correction['value'] === null)
    return corrected['file_bytes'] === undefined
      ? completeVariable(ctx, corrected, '')
      : completeFile(corrected);
  const kept = Object.entries(corrected).filter(([name]) => !fileFields.has(name));
  return completeVariable(ctx, Object.fromEntries(kept), '');
}
