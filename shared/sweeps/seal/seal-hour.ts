import type { LogHour } from '#shared/manager-log/log-hour.ts';
import { findLatestSeal, findSealOf, readEntries } from '#shared/manager-log/read-log.ts';
import { hashSeal } from '#shared/manager-log/seal.ts';
import { type RetryDeps, retryOnConflict } from '#shared/store/retry.ts';
import type { Write } from '#shared/store/store.ts';
import type { MarkedHour } from './find-marked-hours.ts';
import { type MakeSealDeps, makeSeal, type SealMade } from './make-seal.ts';
import { summariseHour } from './summarise-hour.ts';

export type SealHourDeps = MakeSealDeps &
  RetryDeps & {
    /**
     * Called with every new seal. It writes a line to the log, which is outside of the database.
     * Somebody who removes the latest seal and its entries from the database cannot remove this
     * line.
     */
    readonly onSealed: (seal: SealMade) => void;
  };

async function summarise({ store }: SealHourDeps, tenant: string, hour: LogHour) {
  const summary = summariseHour();
  for await (const entry of readEntries(store, tenant, hour)) summary.add(entry);
  return summary.writers();
}

/**
 * Seals a finished hour of a tenant and removes its markers, in one commit. An hour is sealed once.
 * If the process is killed before the commit, nothing is stored. The second of two simultaneous
 * runs finds the hour already sealed. Sealing neither decrypts nor checks the entries. Stored seals
 * without a valid signature are ignored.
 * @returns true if this call made the seal
 */
export async function sealHour(deps: SealHourDeps, marked: MarkedHour): Promise<boolean> {
  const { store } = deps;
  const { publicKeys } = deps.signer;
  const { tenant, hour } = marked;
  const deletions = marked.markers.map(({ ref }): Write => ({ kind: 'delete', ref }));
  const writers = await summarise(deps, tenant, hour);
  let attempted: SealMade | undefined;
  return retryOnConflict(deps, async () => {
    // The latest seal is read first. If another process makes a seal after this read, both seals
    // get the same number, and this commit fails.
    const latest = await findLatestSeal(store, publicKeys, tenant);
    const found = writers.length > 0 && (await findSealOf(store, publicKeys, tenant, hour));
    if (writers.length === 0 || found) {
      await store.commit(deletions);
      // The found seal may be the seal of this call: if the database client sends a commit twice,
      // the first one stores the seal, and the second one fails.
      const isOwn = found && hashSeal(found.data['jws'] as string) === attempted?.seal_hash;
      if (isOwn) deps.onSealed(attempted as SealMade);
      return isOwn === true;
    }
    const { write, seal } = await makeSeal(deps, marked, writers, latest);
    attempted = seal;
    await store.commit([write, ...deletions]);
    deps.onSealed(seal);
    return true;
  });
}
