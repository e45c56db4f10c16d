import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import type { Context } from './context.ts';
import type { ClearRecord, Fields } from './record.ts';

/**
 * A placeholder in the fields of an input. It stands for the instant at which the record will be
 * written. In a new record this is the same instant as `created_at`.
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
 * The present instant. If the record's instant of creation is later, because a process with a
 * faster clock has set it, the result is the instant of creation.
 */
export function changedAt(
  { now }: Pick<Context, 'now'>,
  { createdAt }: Pick<ClearRecord, 'createdAt'>,
): Instant {
  return Math.max(now(), createdAt);
}
