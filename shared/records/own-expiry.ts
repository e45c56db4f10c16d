import type { Category } from '../categories/define-category.ts';
import { Problem } from '../problems/problem.ts';
import { longestRetentionDays } from '../retention/retention.ts';
import { type Instant, microsPerDay, microsPerMilli } from '../time/instant.ts';
import type { Fields } from './record.ts';

/** What a caller wants stored: the fields, and the expiry where the category lets callers choose it. */
export type RecordInput = { readonly fields: Fields; readonly expiresAt?: Instant };

/**
 * Takes the caller's own expiry out of a valid input. It lies ahead, and not further than the promise.
 * @param pointer where the input stands in the body
 * @throws Problem `validation-failed`
 */
export function takeOwnExpiry(
  category: Category,
  input: Fields,
  now: Instant,
  pointer = '',
): RecordInput {
  const { expires_at: given, ...fields } = input;
  if (category.retention.basis !== 'own_expiry') return { fields: input };
  if (given === undefined || given === null) return { fields };
  const expiresAt = Date.parse(given as string) * microsPerMilli;
  const days = longestRetentionDays(category);
  if (expiresAt > now && expiresAt <= now + days * microsPerDay) return { fields, expiresAt };
  const rule = `in the future, at most ${days} days ahead`;
  throw new Problem('validation-failed', { errors: [{ pointer: `${pointer}/expires_at`, rule }] });
}
