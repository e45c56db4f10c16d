import type { Clock } from '#shared/base/time/clock.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import { managerLogSeals } from '#shared/manager-log/collections.ts';
import { type LogDay, sealExpiry } from '#shared/manager-log/log-day.ts';
import { sealId } from '#shared/manager-log/seal-id.ts';
import type { SealedWriter, SealPayload } from '#shared/manager-log/seal-payload.ts';
import { hashSeal, signSeal } from '#shared/manager-log/sign-seal.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import type { StoredDocument, Write } from '#shared/store/store.ts';
import type { Signer } from '#shared/vault/signer.ts';

/** What is told of a seal that was made. Holds nothing personal. */
export type SealMade = {
  readonly tenant: string;
  readonly day: LogDay;
  readonly number: number;
  readonly entries: number;
  readonly seal_hash: string;
};

export type MakeSealDeps = {
  readonly signer: Signer;
  readonly now: Clock;
  readonly purgeShards: number;
};

function previousOf(latest: StoredDocument | undefined): SealPayload['previous'] {
  if (latest === undefined) return null;
  const { jws, expires_at } = latest.data as { readonly jws: string; readonly expires_at: Instant };
  return { hash: hashSeal(jws), expires_at };
}

/** Signs the seal of a day, which names the latest one as the seal before. @returns the write that is to be committed */
export async function makeSeal(
  deps: MakeSealDeps,
  { tenant, day }: { readonly tenant: string; readonly day: LogDay },
  writers: readonly SealedWriter[],
  latest: StoredDocument | undefined,
): Promise<{ readonly write: Write; readonly seal: SealMade }> {
  const previous = previousOf(latest);
  const number = ((latest?.data['number'] as number | undefined) ?? 0) + 1;
  // Never before the one it follows, else that would be missed.
  const expires_at = Math.max(sealExpiry(day), previous?.expires_at ?? 0);
  const entries = writers.reduce((sum, { count }) => sum + count, 0);
  const format = 'mayfly-log-seal-1';
  const own = { format, tenant, number, day, sealed_at: deps.now(), expires_at } as const;
  const jws = await signSeal(deps.signer, { ...own, previous, entries, writers: [...writers] });
  const ref = { tenant, collection: managerLogSeals.id, id: sealId(number) };
  const purge_shard = purgeShard(ref.id, deps.purgeShards);
  return {
    write: { kind: 'create', ref, data: { expires_at, purge_shard, number, day, jws } },
    seal: { tenant, day, number, entries, seal_hash: hashSeal(jws) },
  };
}
