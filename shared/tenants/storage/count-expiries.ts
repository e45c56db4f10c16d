import type { Instant } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { nextToExpireOf } from '#shared/store/category-collection.ts';
import type { LiveRule } from '#shared/store/live.ts';
import type { Filter, ReadStore } from '#shared/store/store.ts';

export type CountDeps = {
  readonly store: ReadStore;
  readonly tenant: string;
  readonly category: Category;
  /** The rule of what is live; fenced records are not counted. */
  readonly rule: LiveRule;
};

const laterThan = ({ field, than }: LiveRule['later'][number]): Filter => ({
  field,
  op: '>',
  value: than,
});

/** Counts the documents of a tenant's collection that expire after `from` and up to `to`. */
async function countBetween(
  deps: CountDeps,
  from: Instant | undefined,
  to: Instant | undefined,
): Promise<number> {
  return deps.store.count({
    collection: deps.category.id,
    tenant: deps.tenant,
    where: [
      ...(from === undefined ? [] : [{ field: 'expires_at', op: '>', value: from } as const]),
      ...(to === undefined ? [] : [{ field: 'expires_at', op: '<=', value: to } as const]),
      ...(from === undefined ? [] : deps.rule.later.map(laterThan)),
    ],
    orderBy: nextToExpireOf(deps.category),
  });
}

/**
 * Fills `counts[from..to)` by halving. An empty range costs one count, and half of the other
 * ranges cost none.
 */
async function split(
  deps: CountDeps,
  edges: readonly Instant[],
  range: { readonly from: number; readonly to: number; readonly total: number },
  counts: number[],
): Promise<void> {
  const { from, to, total } = range;
  if (total === 0) return;
  if (to - from === 1) {
    counts[from] = total;
    return;
  }
  const middle = (from + to) >> 1;
  const first = await countBetween(deps, edges[from], edges[middle]);
  const rest = Math.max(0, total - first);
  await Promise.all([
    split(deps, edges, { from, to: middle, total: first }, counts),
    split(deps, edges, { from: middle, to, total: rest }, counts),
  ]);
}

export type ExpiryCounts = {
  readonly live: number;
  readonly overdue: number;
  /** Live records that expire between each edge and the next. */
  readonly within: readonly number[];
  readonly later: number;
};

/**
 * Counts a category's documents by expiry with aggregations (no document is read). The first of the ascending
 * `edges` is now.
 */
export async function countExpiries(
  deps: CountDeps,
  edges: readonly Instant[],
): Promise<ExpiryCounts> {
  const [first, last] = [edges[0], edges.at(-1)];
  const [live, overdue, later] = await Promise.all([
    countBetween(deps, first, undefined),
    countBetween(deps, undefined, first),
    countBetween(deps, last, undefined),
  ]);
  const within = edges.slice(1).map(() => 0);
  const total = Math.max(0, live - later);
  await split(deps, edges, { from: 0, to: within.length, total }, within);
  return { live, overdue, within, later };
}
