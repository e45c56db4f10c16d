import type { LogDay } from '#shared/manager-log/log-day.ts';
import { findSealOf, readEntries, readLatestSeal } from '#shared/manager-log/read-log.ts';
import { hashSeal } from '#shared/manager-log/sign-seal.ts';
import { type RetryDeps, retryOnConflict } from '#shared/store/retry.ts';
import type { Store, Write } from '#shared/store/store.ts';
import type { MarkedDay } from './find-marked-days.ts';
import { type MakeSealDeps, makeSeal, type SealMade } from './make-seal.ts';
import { summariseDay } from './summarise-day.ts';

export type SealDayDeps = MakeSealDeps &
  RetryDeps & {
    readonly store: Store;
    /** Told of every seal. What it is told belongs into the logs, which are kept elsewhere: who removes the latest seal with its day cannot remove that. */
    readonly onSealed: (seal: SealMade) => void;
  };

async function summarise({ store }: SealDayDeps, tenant: string, day: LogDay) {
  const summary = summariseDay();
  for await (const entry of readEntries(store, tenant, day)) summary.add(entry);
  return summary.writers();
}

/**
 * Seals a finished day of a tenant and takes its markers away, in one commit. A day is sealed once: killed
 * before the commit it left nothing, and of two at once the second finds the day sealed. What it reads it
 * neither decrypts nor judges.
 * @returns whether this call made a seal
 */
export async function sealDay(deps: SealDayDeps, marked: MarkedDay): Promise<boolean> {
  const { store } = deps;
  const { tenant, day } = marked;
  const deletions = marked.markers.map(({ ref }): Write => ({ kind: 'delete', ref }));
  const writers = await summarise(deps, tenant, day);
  let attempted: SealMade | undefined;
  return retryOnConflict(deps, async () => {
    // The latest first: whatever is sealed after this read takes the number that is meant for this day.
    const latest = await readLatestSeal(store, tenant);
    const found = writers.length > 0 && (await findSealOf(store, tenant, day));
    if (writers.length === 0 || found) {
      await store.commit(deletions);
      // A commit that was sent twice meets what it wrote itself.
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
