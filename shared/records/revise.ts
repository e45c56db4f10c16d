import type { Context } from './context.ts';
import type { ClearRecord } from './record.ts';

/** How a category's own function changes a record before it is written. */
export type Revise = (ctx: Context, previous: ClearRecord, next: ClearRecord) => ClearRecord;

export const asChanged: Revise = (_ctx, _previous, next) => next;
