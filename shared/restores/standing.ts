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

/** The stamps in both databases about the database of records. */
export type Standing = {
  readonly expected: StoredDocument | undefined;
  readonly stamp: StoredDocument | undefined;
  /** Whether the database of records is the one that belongs to the keys, and no older copy. */
  readonly isCurrent: boolean;
};

export function generationOf(stamp: StoredDocument | undefined): number {
  return (stamp?.data['generation'] as number | undefined) ?? 0;
}

/**
 * Compares the two stamps. A database is current if the keys name it and its stamp is as high as
 * they expect. A backup has a lower stamp, and is restored under another name. If no purge raises
 * the stamps, both stay the same, so nothing is refused. Without any stamp the project is new.
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
 * Two reads, the expectation first: the stamp is raised before the expectation, so a raise in
 * between never makes the database look old. If the first raise of a project is in between, the
 * expectation is read again.
 */
export async function readStanding(store: ReadStore, database: string): Promise<Standing> {
  const before = await store.get(expectedRef);
  const stamp = await store.get(stampRef);
  const isFirstRaise = before === undefined && stamp !== undefined;
  const expected = isFirstRaise ? await store.get(expectedRef) : before;
  return { expected, stamp, isCurrent: isCurrent(database, expected, stamp) };
}
