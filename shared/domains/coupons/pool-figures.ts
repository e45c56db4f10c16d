import { formatInstant } from '#shared/base/time/instant.ts';
import type { Context } from '#shared/records/context.ts';
import type { Pool } from './pool.ts';
import { countUnused, countUsed } from './pool-stock.ts';

/**
 * Returns the number of unused codes of a pool.
 * @param used the number of its used codes
 */
async function countLeft(ctx: Context, pool: Pool, used: number): Promise<number> {
  if (pool.state === 'closed') return 0;
  if (pool.state === 'closing' || pool.hasUnloaded) return countUnused(ctx, pool.id);
  // `used` also counts codes that were loaded and used after this process read the pool.
  // `pool.loaded` does not count these codes, so the difference may be negative.
  return Math.max(0, pool.loaded - used);
}

/**
 * Returns a pool with its stock, as answers show it. It costs one count. If the pool is closing or
 * has used codes that were never loaded, it also costs a second count, and a query that usually
 * finds nothing.
 */
export async function renderPool(ctx: Context, pool: Pool) {
  const used = await countUsed(ctx, pool.id);
  const left = await countLeft(ctx, pool, used);
  const { id, createdAt, name, kind, policy, low_stock, fold, loaded, closedAt, deleted } = pool;
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
    low: pool.state === 'open' && left <= low_stock,
    state: pool.state,
    ...(closedAt !== undefined && { closed_at: formatInstant(closedAt), deleted }),
  };
}

/** The answer of {@link renderPool} in JSON. */
export type PoolFigures = Awaited<ReturnType<typeof renderPool>>;
