import type { Context } from './context.ts';
import type { ClearRecord } from './record.ts';

/** Additional changes of a category. They are made before a changed record is written. */
export type Revise = (ctx: Context, previous: ClearRecord, next: ClearRecord) => ClearRecord;

export const asChanged: Revise = (_ctx, _previous, next) => next;
