import { Problem } from '../problems/problem.ts';
import type { Context } from '../records/context.ts';
import type { Fields } from '../records/record.ts';

/** A variable holds a value, unless it holds a file, which does not come as JSON. @throws Problem `validation-failed` */
export function requireValue(_ctx: Context, fields: Fields, pointer: string): Fields {
  if (fields['value'] !== undefined) return fields;
  throw new Problem('validation-failed', {
    errors: [{ pointer: `${pointer}/value`, rule: 'required' }],
  });
}
