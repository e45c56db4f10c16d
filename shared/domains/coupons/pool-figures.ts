import { formatInstant } from '#shared/base/time/instant.ts';
import type { Context } from '#shared/records/context.ts';
import type { Pool } from './pool.ts';
import { countUnused, countUsed } from './pool-stock.ts';

/** The unused codes of a pool. @param used how many of its codes are used */
async function countLeft(ctx: Context, pool: Pool, used: number): Promise<number> {
  if (pool.state === 'closed') return 0;
  if (pool.state === 'closing' || pool.hasUnloaded) return countUnused(ctx, pool.id);
  // A code that was loaded and used after the pool was read counts in `used`, but not in `loaded`.
  return Math.max(0, pool.loaded - used);
}

/**
 * A pool with its stock, in the form of an answer: one count. A closing pool, and a pool whose used
 * codes were not all loaded, also cost a query that usually finds nothing, and another count.
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
