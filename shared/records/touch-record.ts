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
 * The clock of another process may be ahead by up to a minute. So if the stored instant of the last
 * interaction is later than now by less than a minute, the stored instant stays.
 */
const clockToleranceMicros = 60 * microsPerSecond;

/**
 * Returns the record as an interaction at the present time changes it. The record changes only if
 * the retention is calculated from the last interaction. The new expiry can be earlier if the
 * tenant has chosen a shorter retention in the meantime.
 */
export function renew(ctx: Context, category: Category, record: ClearRecord): ClearRecord {
  if (category.retention.basis !== 'last_interaction') return record;
  const now = ctx.now();
  const ahead = record.basisAt - now;
  const basisAt = ahead > 0 && ahead < clockToleranceMicros ? record.basisAt : now;
  const expiresAt = expiryOf(ctx.settings, category, record.fields, basisAt);
  return { ...record, basisAt, expiresAt };
}

/**
 * Handles an interaction with a record. The expiry changes if the category's retention is
 * calculated from the last interaction. The content is encrypted again only if the expiry moves to
 * another bucket, or if {@link moveExpiry} cannot change the expiry. If the request is repeated
 * with its `Idempotency-Key`, the expiry does not change again, and the answer is the record's
 * present state.
 * @throws Problem `scope-missing`, `category-off`, `record-not-found`, `idempotency-mismatch`,
 * `idempotency-record-gone`, `batch-too-large`, `contention`; DecryptionError
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
  const request = { ...recordsOf(ctx, category), key, body: { touch: id }, ids: [id] };
  const repeat = await describeRepeat(ctx, request);
  const effect = await changeOnce(ctx, { repeat, right }, async (now, remember) => {
    requireStored(now, category);
    const document = await getLive(now, category, id);
    const previous = await openRecord(now, category, document);
    const next = renew(now, category, previous);
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
