import type { Context } from './context.ts';
import type { ClearRecord } from './record.ts';

/** Makes a category's additional changes to a changed record, before the record is written. */
export type Revise = (ctx: Context, previous: ClearRecord, next: ClearRecord) => ClearRecord;

export const asChanged: Revise = (_ctx, _previous, next) => next;
