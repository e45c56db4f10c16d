import type { Instant } from '#shared/base/time/instant.ts';
import { managerLog } from '#shared/categories/manager-log.ts';
import { reachedPlaces } from '#shared/settings/reached-places.ts';
import { wholeTenant } from '#shared/settings/settings.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import type { ReadStore, StoredDocument } from '#shared/store/store.ts';
import { isPending } from '../erasure.ts';
import { scopeOf } from './scope-erasure.ts';

export type CountDeps = {
  readonly store: ReadStore;
  readonly now: () => Instant;
  readonly collections: readonly Collection[];
};

function categoriesIn(collections: readonly Collection[], category: string): string[] {
  if (category !== wholeTenant) return [category];
  const ids = collections.map((each) => each.category);
  return [...new Set(ids)].filter((id) => id !== null && id !== managerLog.id) as string[];
}

/**
 * Counts the unexpired records that an erasure of a category or a tenant still has to delete, with
 * the documents that belong to these records. For a tenant, the entries of the manager log are not
 * counted, and neither are documents outside of categories. Each counted collection costs one count
 * query. For the erasure of a person or a conversation the function counts nothing and returns
 * null, because such an erasure normally ends before its request is answered.
 */
export async function countLeft(
  { store, now, collections }: CountDeps,
  erasure: StoredDocument,
): Promise<number | null> {
  const scope = scopeOf(erasure);
  if (scope === undefined) return null;
  if (!isPending(erasure)) return 0;
  const { tenant } = erasure.ref;
  const unexpired = { field: 'expires_at', op: '>', value: now() } as const;
  const places = categoriesIn(collections, scope.category)
    .flatMap((category) =>
      reachedPlaces(collections, { tenant, decision: { ...scope, category }, by: 'fence' }),
    )
    // Documents that belong to a category but to no record are deleted, but not counted.
    .filter(({ collection: { alone } }) => alone === undefined);
  const counts = places.map(({ query }) =>
    store.count({ ...query, where: [...query.where, unexpired] }),
  );
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}
