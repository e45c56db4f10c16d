import type { Instant } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { holdsRecordsOf } from '#shared/store/restricted-collection.ts';
import { type RetryDeps, retryOnConflict } from '#shared/store/retry.ts';
import type { DocumentRef, Store, Write } from '#shared/store/store.ts';
import { legacyRecordsId } from '#shared/sweeps/legacy/collections.ts';

type OfCategories = { readonly categories: readonly Category[] };

/**
 * Returns the references under which a backup may contain the imported lines of these records. If
 * Mayfly made a record only after the backup, the backup contains the line and not the record. A
 * line has the same id as its record.
 */
export function waitingPlaces(
  { categories }: OfCategories,
  refs: readonly DocumentRef[],
): DocumentRef[] {
  return refs
    .filter(({ collection }) => categories.some((each) => holdsRecordsOf(each, collection)))
    .map((ref) => ({ ...ref, collection: legacyRecordsId }));
}

/**
 * Holds back imported lines whose records were changed after the backup: Mayfly makes no records of
 * these lines. The content of a line is encrypted, so a restore cannot repeat the change on the
 * line.
 * @returns how many lines this call holds back
 */
export async function holdLines(
  deps: RetryDeps & OfCategories & { readonly store: Store; readonly now: () => Instant },
  changed: readonly DocumentRef[],
): Promise<number> {
  const places = waitingPlaces(deps, changed);
  if (places.length === 0) return 0;
  return retryOnConflict(deps, async () => {
    const found = await deps.store.getAll(places);
    const writes = found.flatMap((line): Write[] => {
      if (line === undefined || line.data['held_at'] !== undefined) return [];
      const { ref, version } = line;
      return [{ kind: 'update', ref, data: { held_at: deps.now() }, version }];
    });
    if (writes.length > 0) await deps.store.commit(writes);
    return writes.length;
  });
}
