import { Problem } from '#shared/base/problems/problem.ts';
import { type Instant, microsPerDay, parseInstant } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { choosesExpiry } from '#shared/categories/record-schema.ts';
import { retainedDays } from '#shared/settings/retention.ts';
import type { Context } from './context.ts';
import type { StoredFile } from './files/stored-file.ts';
import type { Fields } from './record.ts';

/**
 * The caller's values for a record: its fields, and its expiry if the category lets callers choose
 * it.
 */
export type RecordInput = {
  readonly fields: Fields;
  readonly expiresAt?: Instant;
  /** The place of the expiry in the body. */
  readonly expiryPointer?: string;
  /** The id of the record, if it is already known. Otherwise the record gets a random one. */
  readonly id?: string;
  /** A file that will belong to the record. Its chunks were encrypted for the record's id. */
  readonly file?: StoredFile;
  readonly basisAt?: Instant;
};

/**
 * Checks that the caller's expiry is in the future, and within the tenant's retention. The verbs
 * make this check when a request arrives. They repeat it before they write, because the tenant may
 * have shortened the retention in between.
 * @param createdAt the instant at which the record was created, if the record exists already
 * @throws Problem `validation-failed`
 */
export function requireOwnExpiry(
  ctx: Pick<Context, 'now' | 'settings'>,
  category: Category,
  { fields, expiresAt, expiryPointer: pointer }: Omit<RecordInput, 'id' | 'file' | 'basisAt'>,
  createdAt?: Instant,
): void {
  if (expiresAt === undefined || pointer === undefined) return;
  const now = ctx.now();
  const days = retainedDays(ctx.settings, category, fields);
  const isFromCreation = category.retention.basis === 'created' && createdAt !== undefined;
  const latest = (isFromCreation ? createdAt : now) + days * microsPerDay;
  if (expiresAt > now && expiresAt <= latest) return;
  const from = isFromCreation ? 'after the creation of the record' : 'ahead';
  const rule = `in the future, at most ${days} days ${from}`;
  throw new Problem('validation-failed', { errors: [{ pointer, rule }] });
}

/**
 * Separates the caller's expiry from the other fields of a valid input, and checks it, see {@link
 * requireOwnExpiry}. In a category with the basis `own_expiry`, a new expiry starts the retention
 * again.
 * @param pointer the place of the input in the body
 * @throws Problem `validation-failed`
 */
export function takeOwnExpiry(
  ctx: Pick<Context, 'now' | 'settings'>,
  category: Category,
  input: Fields,
  pointer = '',
): RecordInput {
  const { expires_at: given, ...fields } = input;
  if (!choosesExpiry(category)) return { fields: input };
  if (given === undefined || given === null) return { fields };
  const expiresAt = parseInstant(given as string);
  const own = { fields, expiresAt, expiryPointer: `${pointer}/expires_at` };
  requireOwnExpiry(ctx, category, own);
  return category.retention.basis === 'own_expiry' ? { ...own, basisAt: ctx.now() } : own;
}
