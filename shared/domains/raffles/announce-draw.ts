import { formatInstant, type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import {
  createOnce,
  type Effect,
  findEffect,
  type OnceRequest,
} from '#shared/records/commit-once.ts';
import type { CheckedContext, Context } from '#shared/records/context.ts';
import { expiryOf } from '#shared/settings/retention.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import type { DocumentData, StoredDocument, Write } from '#shared/store/store.ts';
import { collectEntrants } from './collect-entrants.ts';
import { commitTo, hashSeed } from './draw-published.ts';
import { newSeed, sealSeed } from './draw-seed.ts';
import { chunksAtOnce, chunkWrites } from './entrant-chunks.ts';
import { countOf, type EntrantRows, hashOf } from './entrant-rows.ts';
import type { Raffle } from './raffle.ts';

/** The time in which all entries must be read. A request must be answered within 30 s. */
const budgetMicros = 25 * microsPerSecond;

/** A requested draw that is not announced yet. */
export type DrawRequest = OnceRequest & { readonly raffle: Raffle; readonly count: number };

async function announcedData(
  ctx: Context,
  { own, raffle, count }: DrawRequest,
  entrants: { readonly count: number; readonly sha256: string },
): Promise<DocumentData> {
  const seed = newSeed(ctx);
  const createdAt: Instant = ctx.nextInstants(1);
  const expiresAt = expiryOf(ctx.settings, raffleParticipations, {}, createdAt);
  const announced = {
    count,
    entrants: entrants.count,
    entrants_sha256: entrants.sha256,
    seed_sha256: hashSeed(seed),
  };
  const ids = { raffle_id: raffle.id, draw_id: own.id, committed_at: formatInstant(createdAt) };
  return {
    created_at: createdAt,
    expires_at: expiresAt,
    purge_shard: purgeShard(own.id, ctx.purgeShards),
    raffle_id: raffle.id,
    drawn: 0,
    ...announced,
    commitment: commitTo({ ...ids, ...announced }),
    ...(await sealSeed(ctx, own, seed, expiresAt)),
  };
}

async function commitAnnounced(
  ctx: CheckedContext,
  { own: ref }: DrawRequest,
  data: DocumentData,
  { chunks, marks }: { readonly chunks: readonly Write[]; readonly marks: readonly Write[] },
): Promise<StoredDocument> {
  // The last parts of the list are stored in the same commit as the draw. So if the list is short,
  // a failed draw leaves no parts.
  const early = Math.max(0, chunks.length - chunksAtOnce);
  for (let from = 0; from < early; from += chunksAtOnce)
    await ctx.commit(chunks.slice(from, Math.min(early, from + chunksAtOnce)));
  const writes: Write[] = [{ kind: 'create', ref, data }, ...marks, ...chunks.slice(early)];
  const [version] = await ctx.commit(writes);
  if (version === undefined) throw new Error('the commit returned no version for the draw');
  return { ref, data, version };
}

/**
 * Announces a draw: stores everything that decides its result, before anyone can know who wins. It
 * stores the list of the entrants, a random seed, and a commitment (a hash) to both. The seed is
 * stored encrypted until the winners are drawn. An announcement costs one read for each entry, and
 * one commit for each 100,000 entries. If the process is killed before the last commit, no draw is
 * stored. Then parts of the list may remain until they expire.
 * @throws Problem `draw-unfinished`, `contention`, `idempotency-mismatch`,
 * `idempotency-record-gone`
 */
export async function announceDraw(
  ctx: Context,
  draw: DrawRequest,
): Promise<Effect<StoredDocument>> {
  // Reading the entries is the most expensive step. So the function first checks whether an earlier
  // request with the same `Idempotency-Key` has already made the draw.
  const before = draw.repeat && (await findEffect(ctx, draw));
  if (before !== undefined) return before;
  const deadline = ctx.now() + budgetMicros;
  const rows: EntrantRows = await collectEntrants(ctx, draw.raffle, draw.own.id, deadline);
  const entrants = { count: countOf(rows), sha256: hashOf(rows) };
  return createOnce(ctx, draw, {
    async prepare(now) {
      const data = await announcedData(now, draw, entrants);
      return { prepared: { data, chunks: chunkWrites(now, draw.own.id, rows, data) } };
    },
    commit: (now, { data, chunks }, marks) => commitAnnounced(now, draw, data, { chunks, marks }),
  });
}
