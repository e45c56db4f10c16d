import type { Clock } from '#shared/base/time/clock.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import { managerLogSeals } from '#shared/manager-log/collections.ts';
import { findFreeId } from '#shared/manager-log/free-id.ts';
import { type LogHour, sealExpiry } from '#shared/manager-log/log-hour.ts';
import {
  hashSeal,
  openSeal,
  type Seal,
  type SealedWriter,
  sealId,
  sealKind,
} from '#shared/manager-log/seal.ts';
import { sealFormat } from '#shared/manager-log/seal-format.ts';
import { signStatement } from '#shared/manager-log/sign-statement.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import { AlreadyExists, type Store, type StoredDocument, type Write } from '#shared/store/store.ts';
import type { Signer } from '#shared/vault/signer.ts';

/** The facts about a new seal. They contain no personal data. */
export type SealMade = {
  readonly tenant: string;
  readonly hour: LogHour;
  readonly number: number;
  readonly entries: number;
  readonly seal_hash: string;
};

export type MakeSealDeps = {
  readonly store: Store;
  readonly signer: Signer;
  readonly now: Clock;
  readonly purgeShards: number;
};

function previousOf(latest: StoredDocument | undefined): Seal['previous'] {
  if (latest === undefined) return null;
  const { jws, expires_at } = latest.data as { readonly jws: string; readonly expires_at: Instant };
  return { hash: hashSeal(jws), expires_at };
}

/**
 * The reference under which the next seal is stored.
 * @throws AlreadyExists if another process has just made that seal
 */
async function placeOf({ store, signer }: MakeSealDeps, tenant: string, number: number) {
  const own = { tenant, collection: managerLogSeals.id, id: sealId(number) };
  const isGenuine = async (found: StoredDocument) =>
    (await openSeal(signer.publicKeys, found)) !== undefined;
  const ref = await findFreeId(store, own, isGenuine);
  if (ref === undefined) throw new AlreadyExists('another process has made the seal');
  return ref;
}

/**
 * Signs the seal of an hour. The seal contains the hash of the tenant's latest seal.
 * @returns the write to commit
 * @throws AlreadyExists, KeyServiceUnavailable, KeyDenied
 */
export async function makeSeal(
  deps: MakeSealDeps,
  { tenant, hour }: { readonly tenant: string; readonly hour: LogHour },
  writers: readonly SealedWriter[],
  latest: StoredDocument | undefined,
): Promise<{ readonly write: Write; readonly seal: SealMade }> {
  const previous = previousOf(latest);
  const number = ((latest?.data['number'] as number | undefined) ?? 0) + 1;
  // A seal never expires before the seal that it follows. Otherwise the verification would report a
  // gap.
  const expires_at = Math.max(sealExpiry(hour), previous?.expires_at ?? 0);
  const entries = writers.reduce((sum, { count }) => sum + count, 0);
  const ref = await placeOf(deps, tenant, number);
  const own = {
    format: sealFormat,
    tenant,
    number,
    hour,
    sealed_at: deps.now(),
    expires_at,
  } as const;
  const payload: Seal = { ...own, previous, entries, writers: [...writers] };
  const jws = await signStatement(deps.signer, sealKind, payload);
  const purge_shard = purgeShard(ref.id, deps.purgeShards);
  return {
    write: { kind: 'create', ref, data: { expires_at, purge_shard, number, hour, jws } },
    seal: { tenant, hour, number, entries, seal_hash: hashSeal(jws) },
  };
}
