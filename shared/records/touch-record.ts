import { requireScope } from '../access/scope.ts';
import type { Category } from '../categories/define-category.ts';
import { expiryOf } from '../retention/expiry.ts';
import { bucketEnd } from '../retention/retention.ts';
import type { Context } from './context.ts';
import { openRecord } from './open-record.ts';
import { getLive } from './read-record.ts';
import type { ClearRecord } from './record.ts';
import { retryOnConflict } from './retry.ts';
import { moveExpiry, rewriteRecord } from './rewrite-record.ts';

/** When a record expires after an interaction now: moved where the promise counts from the last interaction, never nearer. */
export function renewedExpiry(ctx: Context, category: Category, record: ClearRecord): number {
  if (category.retention.basis !== 'last_interaction') return record.expiresAt;
  return Math.max(record.expiresAt, expiryOf(category, record.fields, ctx.now()));
}

/**
 * Notes an interaction, which moves the expiry of a category that counts from the last one. The content is
 * encrypted anew only when the expiry crosses into another bucket.
 * @throws Problem `scope-missing`, `record-not-found`, `contention`
 */
export async function touchRecord(
  ctx: Context,
  input: { readonly category: Category; readonly id: string },
): Promise<ClearRecord> {
  const { category, id } = input;
  requireScope(ctx.scopes, `${category.id}:write`);
  return retryOnConflict(ctx, async () => {
    const document = await getLive(ctx, category, id);
    const previous = await openRecord(ctx, category, document);
    const next = { ...previous, expiresAt: renewedExpiry(ctx, category, previous) };
    const isSameBucket =
      bucketEnd(category, next.expiresAt) === bucketEnd(category, previous.expiresAt);
    const isMoved = isSameBucket && (await moveExpiry(ctx, category, document, next.expiresAt));
    if (!isMoved) await rewriteRecord(ctx, category, document, previous, next);
    return next;
  });
}
