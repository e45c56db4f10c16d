import { formatInstant } from '#shared/base/time/instant.ts';
import type { Context } from '#shared/records/context.ts';
import { couponStock } from './collections.ts';
import type { Pool } from './pool.ts';

/** How many codes of the pool were given out or handed in: one count, which reads no document. */
async function countUsed(ctx: Context, poolId: string): Promise<number> {
  return ctx.store.count({
    collection: couponStock.id,
    tenant: ctx.tenant,
    where: [
      { field: 'pool_id', op: '==', value: poolId },
      { field: 'state', op: '==', value: 'used' },
    ],
    orderBy: [],
  });
}

/** A pool with its stock as interfaces answer it: one count. */
export async function renderPool(ctx: Context, pool: Pool) {
  const used = await countUsed(ctx, pool.id);
  // A code that was loaded and used after the pool was read counts in `used`, but not in `loaded`.
  const left = Math.max(0, pool.loaded - used);
  const { id, createdAt, name, kind, policy, low_stock, fold, loaded } = pool;
  return {
    id,
    created_at: formatInstant(createdAt),
    name,
    kind,
    policy,
    low_stock,
    fold,
    loaded,
    used,
    left,
    low: left <= low_stock,
  };
}

/** What {@link renderPool} answers, as JSON carries it. */
export type PoolFigures = Awaited<ReturnType<typeof renderPool>>;
