import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import type { Context } from './context.ts';
import type { ClearRecord, Fields } from './record.ts';

/**
 * A placeholder in an input's fields for the instant at which the record is written, which is set
 * last. So the beginning of a new record equals its `created_at`.
 */
export const whenWritten: unique symbol = Symbol('when written');

/** Fields with the instant filled in. */
export function datedAt(fields: Fields, at: Instant): Fields {
  const dated = Object.entries(fields).map(([name, value]) => [
    name,
    value === whenWritten ? formatInstant(at) : value,
  ]);
  return Object.fromEntries(dated);
}

/**
 * The present instant, but never earlier than the record's creation, even if another clock set
 * that.
 */
export function changedAt(
  { now }: Pick<Context, 'now'>,
  { createdAt }: Pick<ClearRecord, 'createdAt'>,
): Instant {
  return Math.max(now(), createdAt);
}
