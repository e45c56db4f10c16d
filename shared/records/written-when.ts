import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import type { Context } from './context.ts';
import type { ClearRecord, Fields } from './record.ts';

/**
 * A placeholder for the instant at which the record is written, in the fields of an input. In a new
 * record it is replaced by the same instant as `created_at`.
 */
export const whenWritten: unique symbol = Symbol('when written');

/** The fields with the instant in place of the placeholder. */
export function datedAt(fields: Fields, at: Instant): Fields {
  if (!Object.values(fields).includes(whenWritten)) return fields;
  const dated = Object.entries(fields).map(([name, value]) => [
    name,
    value === whenWritten ? formatInstant(at) : value,
  ]);
  return Object.fromEntries(dated);
}

/**
 * The present instant, but never earlier than the record's creation, even if another clock set the
 * creation.
 */
export function changedAt(
  { now }: Pick<Context, 'now'>,
  { createdAt }: Pick<ClearRecord, 'createdAt'>,
): Instant {
  return Math.max(now(), createdAt);
}
