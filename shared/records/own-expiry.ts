import { Problem } from '#shared/base/problems/problem.ts';
import { type Instant, microsPerDay, microsPerMilli } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { retainedDays } from '#shared/settings/retention.ts';
import type { Context } from './context.ts';
import type { StoredFile } from './files/stored-file.ts';
import type { Fields } from './record.ts';

/** What a caller wants stored: the fields, and the expiry where the category lets callers choose it. */
export type RecordInput = {
  readonly fields: Fields;
  readonly expiresAt?: Instant;
  /** The id of the record, where that is known before: a random one else. */
  readonly id?: string;
  /** A file that the record takes over; its chunks were sealed for the record's id. */
  readonly file?: StoredFile;
  readonly basisAt?: Instant;
};

/**
 * Takes the caller's own expiry out of a valid input. It lies ahead, and not further than the tenant's choice.
 * A new one makes its retention count anew.
 * @param pointer where the input stands in the body
 * @throws Problem `validation-failed`
 */
export function takeOwnExpiry(
  ctx: Pick<Context, 'now' | 'settings'>,
  category: Category,
  input: Fields,
  pointer = '',
): RecordInput {
  const { expires_at: given, ...fields } = input;
  if (category.retention.basis !== 'own_expiry') return { fields: input };
  if (given === undefined || given === null) return { fields };
  const expiresAt = Date.parse(given as string) * microsPerMilli;
  const now = ctx.now();
  const days = retainedDays(ctx.settings, category, fields);
  if (expiresAt > now && expiresAt <= now + days * microsPerDay)
    return { fields, expiresAt, basisAt: now };
  const rule = `in the future, at most ${days} days ahead`;
  throw new Problem('validation-failed', { errors: [{ pointer: `${pointer}/expires_at`, rule }] });
}
