import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import { allTenants, type Query, type StoredDocument, WriteConflict } from '#shared/store/store.ts';
import { runFound } from '../run-units.ts';
import { sumOf } from '../sum-of.ts';
import type { SweepRun } from '../sweep-run.ts';
import { legacyKeys, legacyRecordsId } from './collections.ts';

/**
 * A key is deleted at the earliest this long after an operator has ended it. An import may have
 * read the key just before its end. Cloud Run ends each request after ten minutes. So the import is
 * over when this time has passed.
 */
const importsOverMicros = 900 * microsPerSecond;

const everyKey: Query = {
  collection: legacyKeys.id,
  tenant: allTenants,
  where: [],
  orderBy: [],
  limit: 100,
};

async function deleteIfUnused(run: SweepRun, { ref, data, version }: StoredDocument) {
  const endedAt = data['ended_at'] as Instant | undefined;
  if (endedAt === undefined) return { complete: true, deleted: 0 };
  const isOver = run.startedAt - endedAt >= importsOverMicros;
  const waiting = { collection: legacyRecordsId, tenant: ref.tenant, where: [], orderBy: [] };
  if (!isOver || (await run.store.count(waiting)) > 0) return { complete: false, deleted: 0 };
  try {
    await run.store.commit([{ kind: 'delete', ref, version }]);
    return { complete: true, deleted: 1 };
  } catch (error) {
    // An operator has stored the key again meanwhile, or another run has deleted it.
    if (error instanceof WriteConflict) return { complete: true, deleted: 0 };
    throw error;
  }
}

/**
 * Deletes keys of older systems that were ended at least a quarter of an hour ago, if no line of
 * the tenant waits. After the deletion Mayfly cannot decrypt ciphertexts that were made with the
 * deleted key.
 */
export async function deleteEndedKeys(
  run: SweepRun,
): Promise<{ readonly legacy_keys_deleted: number }> {
  const outcomes = await runFound(run, everyKey, (key) => deleteIfUnused(run, key));
  return { legacy_keys_deleted: sumOf(outcomes, 'deleted') };
}
