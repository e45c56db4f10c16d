import type { Clock } from '#shared/base/time/clock.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import { purgeShard } from '#shared/store/purge-shard.ts';
import { retryOnConflict } from '#shared/store/retry.ts';
import type { Store, StoredDocument, Write } from '#shared/store/store.ts';
import type { Signer } from '#shared/vault/signer.ts';
import { managerLogSeals } from './collections.ts';
import { type LogDay, sealExpiry } from './log-day.ts';
import { findSealOf, readEntries, readLatestSeal } from './read-log.ts';
import type { SealPayload } from './seal-payload.ts';
import { hashSeal, signSeal } from './sign-seal.ts';
import { summariseDay } from './summarise-day.ts';
import type { BatchDeps } from './write-in-batches.ts';

export type SealDayDeps = BatchDeps & {
  readonly store: Store;
  readonly signer: Signer;
  readonly now: Clock;
  readonly purgeShards: number;
  /** Told of every seal. What it is told belongs into the logs, which are kept elsewhere: who removes the latest seal with its day cannot remove that. */
  readonly onSealed: (seal: SealMade) => void;
};

export type SealMade = {
  readonly tenant: string;
  readonly day: LogDay;
  readonly number: number;
  readonly entries: number;
  readonly seal_hash: string;
};

/** What is left to be done of a day: the markers that its writers left. */
export type MarkedDay = {
  readonly tenant: string;
  readonly day: LogDay;
  readonly markers: readonly StoredDocument[];
};

/** A seal's number as its id, so that of two who make the next seal one meets the other's. */
export function sealId(number: number): string {
  return String(number).padStart(8, '0');
}

async function summarise({ store }: SealDayDeps, tenant: string, day: LogDay) {
  const summary = summariseDay();
  for await (const entry of readEntries(store, tenant, day)) summary.add(entry);
  return summary.writers();
}

function previousOf(latest: StoredDocument | undefined): SealPayload['previous'] {
  if (latest === undefined) return null;
  const { jws, expires_at } = latest.data as { readonly jws: string; readonly expires_at: Instant };
  return { hash: hashSeal(jws), expires_at };
}

/** Signs the seal that follows the latest. */
async function makeSeal(
  deps: SealDayDeps,
  { tenant, day }: MarkedDay,
  writers: SealPayload['writers'],
  latest: StoredDocument | undefined,
): Promise<{ readonly write: Write; readonly seal: SealMade }> {
  const previous = previousOf(latest);
  const number = ((latest?.data['number'] as number | undefined) ?? 0) + 1;
  // Never before the one it follows, else that would be missed.
  const expires_at = Math.max(sealExpiry(day), previous?.expires_at ?? 0);
  const entries = writers.reduce((sum, { count }) => sum + count, 0);
  const format = 'mayfly-log-seal-1';
  const own = { format, tenant, number, day, sealed_at: deps.now(), expires_at } as const;
  const jws = await signSeal(deps.signer, { ...own, previous, entries, writers });
  const ref = { tenant, collection: managerLogSeals.id, id: sealId(number) };
  const purge_shard = purgeShard(ref.id, deps.purgeShards);
  return {
    write: { kind: 'create', ref, data: { expires_at, purge_shard, number, day, jws } },
    seal: { tenant, day, number, entries, seal_hash: hashSeal(jws) },
  };
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
