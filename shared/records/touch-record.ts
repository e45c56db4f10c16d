import { rightTo } from '#shared/access/scope.ts';
import { microsPerSecond } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { bucketEnd, expiryOf } from '#shared/settings/retention.ts';
import { requireStored } from '#shared/settings/settings.ts';
import { type Changed, changeOnce, openChanged } from './change-once.ts';
import type { Context } from './context.ts';
import { describeRepeat, recordsOf } from './idempotency.ts';
import { openRecord } from './open-record.ts';
import { getLive } from './read-record.ts';
import type { ClearRecord } from './record.ts';
import { moveExpiry, rewriteRecord } from './rewrite-record.ts';

/**
 * The clock of another process may be ahead by up to a minute. So if the stored expiry is later
 * than the new expiry by less than a minute, the stored expiry stays.
 */
const clockToleranceMicros = 60 * microsPerSecond;

/**
 * The expiry that a record gets if an interaction happens now. The expiry changes only if the
 * retention is calculated from the last interaction. The new expiry can be earlier if the tenant
 * has chosen a shorter retention in the meantime.
 */
export function renewedExpiry(ctx: Context, category: Category, record: ClearRecord): number {
  if (category.retention.basis !== 'last_interaction') return record.expiresAt;
  const renewed = expiryOf(ctx.settings, category, record.fields, ctx.now());
  const isAhead = record.expiresAt > renewed && record.expiresAt - renewed < clockToleranceMicros;
  return isAhead ? record.expiresAt : renewed;
}

/**
 * Handles an interaction with a record. The expiry changes if the category's retention is
 * calculated from the last interaction. The content is encrypted again only if the expiry moves to
 * another bucket. If the request is repeated with its `Idempotency-Key`, the expiry does not change
 * again, and the answer is the record's present state.
 * @throws Problem `scope-missing`, `category-off`, `record-not-found`, `idempotency-mismatch`,
 * `idempotency-record-gone`, `contention`
 */
export async function touchRecord(
  ctx: Context,
  input: {
    readonly category: Category;
    readonly id: string;
    readonly idempotencyKey?: string | undefined;
  },
): Promise<Changed> {
  const { category, id, idempotencyKey: key } = input;
  const right = rightTo(`${category.id}:write`);
  right(ctx);
  const movesBasis = category.retention.basis === 'last_interaction';
  const request = { ...recordsOf(ctx, category), key, body: { touch: id }, ids: [id] };
  const repeat = await describeRepeat(ctx, request);
  const effect = await changeOnce(ctx, { repeat, right }, async (now, remember) => {
    requireStored(now, category);
    const document = await getLive(now, category, id);
    const previous = await openRecord(now, category, document);
    const expiresAt = renewedExpiry(now, category, previous);
    const next = { ...previous, ...(movesBasis && { basisAt: now.now() }), expiresAt };
    const isSameBucket =
      bucketEnd(category, next.expiresAt) === bucketEnd(category, previous.expiresAt);
    const moved = isSameBucket
      ? await moveExpiry(now, category, document, next, remember())
      : undefined;
    if (moved !== undefined) return { ...next, ...moved };
    const own = { writes: remember() };
    return rewriteRecord(now, category, document, previous, next, [], own);
  });
  return openChanged(ctx, category, effect);
}
