import { Problem } from '#shared/base/problems/problem.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import {
  createOrReplace,
  type Store,
  type StoredDocument,
  WriteConflict,
} from '#shared/store/store.ts';
import {
  expectedRef,
  generationOf,
  readStanding,
  restoresOf,
  type Standing,
  stampRef,
} from './standing.ts';

export type StampDeps = {
  readonly store: Store;
  readonly now: () => Instant;
  /** The id of the database of records, as configured. */
  readonly database: string;
};

/**
 * In a new project this function writes the stamp in `mayfly-keys`, with the name of the database
 * of records and the number 0. Only after that, the database of records gets its own stamp.
 */
async function expectFirst(
  { store, now, database }: StampDeps,
  { stamp, expected }: Standing,
): Promise<StoredDocument | undefined> {
  if (stamp !== undefined || expected !== undefined) return expected;
  const data = { generation: 0, at: now(), database };
  const [version] = await store.commit([{ kind: 'create', ref: expectedRef, data }]);
  if (version === undefined) throw new Error('the stamp has no version');
  return { ref: expectedRef, data, version };
}

/**
 * Raises both stamps by one, the stamp of the records first. If the process is killed between the
 * two writes, the stamp of the records is higher than expected. This does no harm, because only a
 * lower stamp closes the database.
 * @param restores how many restored databases were opened
 * @throws WriteConflict if another process raised the stamps meanwhile
 */
export async function writeStamps(
  deps: StampDeps,
  standing: Standing,
  restores = restoresOf(standing.expected),
): Promise<void> {
  const { store, now, database } = deps;
  const { stamp } = standing;
  const expected = await expectFirst(deps, standing);
  const generation = Math.max(generationOf(stamp), generationOf(expected)) + 1;
  const data = { generation, at: now() };
  await store.commit([createOrReplace(stampRef, data, stamp)]);
  await store.commit([createOrReplace(expectedRef, { ...data, database, restores }, expected)]);
}

/**
 * Raises the stamps of the database in use, so that a backup can be recognised by its lower stamp.
 * If two processes do this at the same time, the effect is the same as with one process.
 * @throws Problem `restore-pending` if the database was restored and is still closed
 */
export async function raiseStamps(deps: StampDeps): Promise<void> {
  const standing = await readStanding(deps.store, deps.database);
  if (!standing.isCurrent) throw new Problem('restore-pending');
  try {
    await writeStamps(deps, standing);
  } catch (error) {
    if (!(error instanceof WriteConflict)) throw error;
  }
}
