import { Problem } from '#shared/base/problems/problem.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import type { Policy } from '#shared/base/time/policy-period.ts';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import { aesName } from '#shared/categories/stored-names.ts';
import type { Context } from '#shared/records/context.ts';
import { liveRuleOf } from '#shared/settings/live-rule.ts';
import { bucketEnd, expiryOf } from '#shared/settings/retention.ts';
import { isRecordId, purgeShard } from '#shared/store/document-ids.ts';
import { isLive } from '#shared/store/live.ts';
import type { DocumentData, DocumentRef, StoredDocument } from '#shared/store/store.ts';
import type { Place } from '#shared/vault/aad.ts';
import { envelopeVersion, open, seal } from '#shared/vault/open/records/envelope.ts';
import { raffles } from './collections.ts';
import type { RaffleKind } from './raffle-input.ts';

/** A raffle without its name, which is encrypted. */
export type Raffle = {
  readonly id: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly kind: RaffleKind;
  readonly policy: Policy;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /**
   * For an instant win: the chance that a participation wins (0 to 1), and the ids of the prizes.
   */
  readonly chance: number;
  readonly prizes: readonly string[];
};

export function raffleRef(tenant: string, id: string): DocumentRef {
  return { tenant, collection: raffles.id, id };
}

function namePlace(ref: DocumentRef): Place {
  return { tenant: ref.tenant, category: ref.collection, recordId: ref.id, field: 'name' };
}

/**
 * The expiry of a raffle: its end plus the category's retention, or now plus the retention if the
 * end is past. So a raffle does not expire before its participations.
 */
export function raffleExpiry(ctx: Context, now: Instant, endsAt: Instant): Instant {
  return expiryOf(ctx.settings, raffleParticipations, {}, Math.max(now, endsAt));
}

/** A raffle in its stored form, with its name encrypted. */
export async function sealRaffle(
  ctx: Context,
  raffle: Raffle,
  name: string,
): Promise<DocumentData> {
  const end = bucketEnd(raffleParticipations, raffle.expiresAt);
  const category = raffleParticipations.id;
  const key = await ctx.keyring.keyToSeal({ tenant: ctx.tenant, category, end });
  const place = namePlace(raffleRef(ctx.tenant, raffle.id));
  return {
    created_at: raffle.createdAt,
    expires_at: raffle.expiresAt,
    purge_shard: purgeShard(raffle.id, ctx.purgeShards),
    [aesName('name')]: seal(key, place, Buffer.from(name, 'utf8'), ctx.randomBytes),
    dek: key.id,
    enc: envelopeVersion[key.algorithm],
    kind: raffle.kind,
    policy: raffle.policy,
    starts_at: raffle.startsAt,
    ends_at: raffle.endsAt,
    chance: raffle.chance,
    prizes: raffle.prizes,
  };
}

/** Reads a stored raffle, without its name. */
export function toRaffle({ ref, data }: Pick<StoredDocument, 'ref' | 'data'>): Raffle {
  return {
    id: ref.id,
    createdAt: data['created_at'] as Instant,
    expiresAt: data['expires_at'] as Instant,
    kind: data['kind'] as RaffleKind,
    policy: data['policy'] as Policy,
    startsAt: data['starts_at'] as Instant,
    endsAt: data['ends_at'] as Instant,
    chance: data['chance'] as number,
    prizes: data['prizes'] as readonly string[],
  };
}

/** Decrypts the name of a raffle. @throws DecryptionError */
export async function openRaffleName(
  ctx: Context,
  { ref, data }: Pick<StoredDocument, 'ref' | 'data'>,
): Promise<string> {
  const key = await ctx.keyring.keyToOpen(ctx.tenant, raffleParticipations.id, data);
  const name = open(key, namePlace(ref), data[aesName('name')] as Uint8Array);
  return Buffer.from(name).toString('utf8');
}

/**
 * Finds live raffles by their ids, with one read for all of them. The map does not contain ids of
 * missing raffles.
 */
export async function findRaffles(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, Raffle>> {
  const refs = [...new Set(ids)].filter(isRecordId).map((id) => raffleRef(ctx.tenant, id));
  const found = refs.length === 0 ? [] : await ctx.store.getAll(refs);
  const rule = liveRuleOf(ctx, raffles);
  const live = found.filter((document) => isLive(document, rule));
  return new Map(live.map((document) => [document.ref.id, toRaffle(document)]));
}

/** Finds one live raffle, with one read. @throws Problem `record-not-found` */
export async function getRaffle(ctx: Context, id: string): Promise<Raffle> {
  const raffle = (await findRaffles(ctx, [id])).get(id);
  if (raffle === undefined) throw new Problem('record-not-found');
  return raffle;
}
