import { randomBytes } from 'node:crypto';
import type { Instant } from '#shared/base/time/instant.ts';
import { allTenants, pathOf, type Store, type StoredDocument } from '#shared/store/store.ts';
import { world } from '#shared/subjects/testing/create-person-fixture.ts';
import { collections } from '#shared/wiring/collections.ts';
import { raiseStamps } from '../raise-stamps.ts';
import { type RestoreDeps, restore } from '../restore.ts';
import { readStanding } from '../standing.ts';

const restoredName = 'mayfly-restored';
const ofRecords = collections.filter(({ database }) => database === 'mayfly');

/**
 * Makes backups of the database of records, and restores these backups. A test keeps the backups in
 * memory.
 */
export function createRestoreFixture({
  store,
  clock,
}: {
  readonly store: Store;
  readonly clock: { readonly now: Instant };
}) {
  const told: string[] = [];
  const everything = { tenant: allTenants, where: [], orderBy: [], limit: 100_000 };

  async function backUp(): Promise<StoredDocument[]> {
    const found = ofRecords.map(({ id }) => store.query({ collection: id, ...everything }));
    return (await Promise.all(found)).flat();
  }

  /** Replaces the content of the database of records by a backup. */
  async function putBack(backup: readonly StoredDocument[]): Promise<void> {
    for (const { ref } of await backUp()) await store.commit([{ kind: 'delete', ref }]);
    for (const { ref, data } of backup) await store.commit([{ kind: 'create', ref, data }]);
  }

  const depsOn = (through: Store = store): RestoreDeps => ({
    ...world,
    store: through,
    now: () => clock.now,
    monotonic: () => 0,
    random: () => 0.5,
    randomBytes,
    sleep: async () => undefined,
    purgeShards: 4,
    backupDays: 7,
    database: restoredName,
    confirmed: Number.POSITIVE_INFINITY,
    tell: (line) => void told.push(line),
  });

  return {
    told,
    backUp,
    putBack,
    depsOn,
    raise: (database = 'mayfly') => raiseStamps({ store, now: () => clock.now, database }),
    isCurrent: async () => (await readStanding(store, restoredName)).isCurrent,
    /** Replaces the content of the database by a backup, and runs the restore command. */
    async restoreFrom(backup: readonly StoredDocument[]): Promise<void> {
      await putBack(backup);
      await restore(depsOn());
    },
    /** The data of each document in the database of records, by path, without the stamp. */
    stateOf: async () =>
      new Map(
        (await backUp())
          .filter(({ ref }) => ref.collection !== 'record_stamps')
          .map(({ ref, data }) => [pathOf(ref), data]),
      ),
  };
}
