import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import type { Context } from './context.ts';
import type { ClearRecord, Fields } from './record.ts';

/**
 * Stands in the fields of an input for the instant at which the record is written, which is given last: what a new record
 * says of its beginning is its `created_at`, and never lies before it.
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

/** Now, and never before a record was created, whatever clock said when that was. */
export function changedAt(
  { now }: Pick<Context, 'now'>,
  { createdAt }: Pick<ClearRecord, 'createdAt'>,
): Instant {
  return Math.max(now(), createdAt);
}
