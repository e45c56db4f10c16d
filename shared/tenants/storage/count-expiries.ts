import type { Instant } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { nextToExpireOf } from '#shared/store/category-collection.ts';
import type { LiveRule } from '#shared/store/live.ts';
import type { Filter, ReadStore } from '#shared/store/store.ts';

/** Counts documents that expire after `from` and at `to` or earlier. */
export type CountBetween = (from: Instant | undefined, to: Instant | undefined) => Promise<number>;

export type CountDeps = {
  readonly store: ReadStore;
  readonly tenant: string;
  readonly category: Category;
  /** The rule for live documents. Documents that a fence hides are not counted as live. */
  readonly rule: LiveRule;
};

const laterThan = ({ field, than }: LiveRule['later'][number]): Filter => ({
  field,
  op: '>',
  value: than,
});

/** The conditions of a query for documents that expire after `from` and at `to` or earlier. */
export function expiringBetween(from: Instant | undefined, to: Instant | undefined): Filter[] {
  return [
    ...(from === undefined ? [] : [{ field: 'expires_at', op: '>', value: from } as const]),
    ...(to === undefined ? [] : [{ field: 'expires_at', op: '<=', value: to } as const]),
  ];
}

/**
 * Fills `counts[from..to)`. It halves the range, and counts only the documents of the first half.
 * The second half has the rest of the total. Then it continues with each half. A half without
 * documents needs no more counts.
 */
async function split(
  countBetween: CountBetween,
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
  const first = await countBetween(edges[from], edges[middle]);
  const rest = Math.max(0, total - first);
  await Promise.all([
    split(countBetween, edges, { from, to: middle, total: first }, counts),
    split(countBetween, edges, { from: middle, to, total: rest }, counts),
  ]);
}

export type ExpiryCounts = {
  readonly live: number;
  readonly overdue: number;
  /**
   * One number for each edge except the last (edges are instants in ascending order): how many live
   * documents expire after this edge, and at the next edge or earlier.
   */
  readonly within: readonly number[];
  readonly later: number;
};

/**
 * Counts documents by their expiry. `edges` are ascending instants, and the first one is now. If
 * there are no documents, this costs one count. Otherwise it costs four counts, and at most one
 * more for each edge.
 */
export async function countByEdges(
  countBetween: CountBetween,
  edges: readonly Instant[],
): Promise<ExpiryCounts> {
  const [first, last] = [edges[0], edges.at(-1)];
  const none = edges.slice(1).map(() => 0);
  if ((await countBetween(undefined, undefined)) === 0)
    return { live: 0, overdue: 0, within: none, later: 0 };
  const [live, overdue, later] = await Promise.all([
    countBetween(first, undefined),
    countBetween(undefined, first),
    countBetween(last, undefined),
  ]);
  const within = [...none];
  const total = Math.max(0, live - later);
  await split(countBetween, edges, { from: 0, to: within.length, total }, within);
  return { live, overdue, within, later };
}

/** Counts a category's records by their expiry, see {@link countByEdges}. It reads no record. */
export function countExpiries(deps: CountDeps, edges: readonly Instant[]): Promise<ExpiryCounts> {
  const { store, tenant, category, rule } = deps;
  const countBetween: CountBetween = (from, to) =>
    store.count({
      collection: category.id,
      tenant,
      where: [
        ...expiringBetween(from, to),
        ...(from === undefined ? [] : rule.later.map(laterThan)),
      ],
      orderBy: nextToExpireOf(category),
    });
  return countByEdges(countBetween, edges);
}
