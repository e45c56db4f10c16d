import { Problem } from '#shared/base/problems/problem.ts';
import {
  type DocumentRef,
  platformTenant,
  type ReadStore,
  type StoredDocument,
} from '#shared/store/store.ts';
import { expectedStamps, recordStamps } from './collections.ts';

export const stampRef: DocumentRef = {
  tenant: platformTenant,
  collection: recordStamps.id,
  id: 'current',
};
export const expectedRef: DocumentRef = { ...stampRef, collection: expectedStamps.id };

/**
 * The two stamps of the database of records: its own stamp, and the expected stamp in
 * `mayfly-keys`. A stamp is a document with a number. Each purge raises this number.
 */
export type Standing = {
  readonly expected: StoredDocument | undefined;
  readonly stamp: StoredDocument | undefined;
  /**
   * True if the configured database of records is in use. False if it is a restored backup that is
   * not opened yet, or a database that a restore has replaced.
   */
  readonly isCurrent: boolean;
};

export function generationOf(stamp: StoredDocument | undefined): number {
  return (stamp?.data['generation'] as number | undefined) ?? 0;
}

/**
 * The number of restored databases that were opened so far. The stamp in `mayfly-keys` contains
 * this number.
 */
export function restoresOf(expected: StoredDocument | undefined): number {
  return (expected?.data['restores'] as number | undefined) ?? 0;
}

/**
 * Compares the two stamps. A database is current if the stamp in `mayfly-keys` contains its name,
 * and the number in its own stamp is at least the expected number. A restored backup has a lower
 * number or another name. If no purge runs, both stamps stay the same, so the database remains
 * current. A project without stamps is new, so its database is current.
 * @param database the id of the database of records, as configured
 */
function isCurrent(
  database: string,
  expected: StoredDocument | undefined,
  stamp: StoredDocument | undefined,
): boolean {
  if (expected === undefined) return stamp === undefined;
  if (expected.data['database'] !== database) return false;
  return generationOf(stamp) >= generationOf(expected);
}

/**
 * Reads first the expected stamp, then the database's own stamp. A purge raises the database's own
 * stamp first. So the database does not look old if a purge runs between the two reads. If the
 * first purge of a project creates both stamps between the reads, the expected stamp is read again.
 */
export async function readStanding(store: ReadStore, database: string): Promise<Standing> {
  const before = await store.get(expectedRef);
  const stamp = await store.get(stampRef);
  const isFirstRaise = before === undefined && stamp !== undefined;
  const expected = isFirstRaise ? await store.get(expectedRef) : before;
  return { expected, stamp, isCurrent: isCurrent(database, expected, stamp) };
}

/**
 * Returns how many restored databases have been opened in this project so far.
 * @throws Problem `restore-pending` if the configured database is not current
 */
export async function countRestores(store: ReadStore, database: string): Promise<number> {
  const { expected, isCurrent } = await readStanding(store, database);
  if (!isCurrent) throw new Problem('restore-pending', { retryAfterSeconds: 60 });
  return restoresOf(expected);
}
