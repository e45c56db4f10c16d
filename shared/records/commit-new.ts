import type { DocumentData, Write } from '#shared/store/store.ts';
import { checkCommitBytes } from './batch-limits.ts';
import type { Companion } from './companion.ts';
import type { CheckedContext } from './context.ts';
import { withTags } from './precondition.ts';
import type { PreparedRecords } from './prepare-records.ts';
import type { ClearRecord } from './record.ts';

/**
 * Adds the values in `ownFields` to the writes of new records. The category's own function makes
 * these values, see {@link Companion}.
 */
export function withOwnFields(
  { records, writes }: PreparedRecords,
  ownFields: readonly DocumentData[] = [],
): readonly Write[] {
  if (ownFields.length === 0) return writes;
  const ownOf = new Map(records.map(({ id }, index) => [id, ownFields[index]]));
  return writes.map((write) =>
    write.kind === 'create'
      ? { ...write, data: { ...write.data, ...ownOf.get(write.ref.id) } }
      : write,
  );
}

/**
 * Commits new records together with all documents that belong to them, and returns the records. A
 * single new record is returned with its entity tag. Several records have no tags, because an
 * answer with several records shows none.
 * @throws WriteConflict, Problem `batch-too-large`
 */
export async function commitNew(
  now: CheckedContext,
  prepared: PreparedRecords,
  markWrites: readonly Write[],
  companion: Companion | undefined,
): Promise<readonly ClearRecord[]> {
  const own = [...withOwnFields(prepared, companion?.ownFields), ...markWrites];
  const writes = [...own, ...(companion?.writes ?? [])];
  checkCommitBytes(writes);
  const versions = await now.commit(writes);
  companion?.committed(versions.slice(own.length));
  const { records } = prepared;
  return records.length === 1 ? withTags(records, own, versions) : records;
}
