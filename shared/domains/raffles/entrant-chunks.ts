import { Problem } from '#shared/base/problems/problem.ts';
import type { Context } from '#shared/records/context.ts';
import { purgeShard } from '#shared/store/document-ids.ts';
import type { DocumentData, DocumentRef, Write } from '#shared/store/store.ts';
import { raffleEntrants } from './collections.ts';
import { countOf, type EntrantRows, rowBytes } from './entrant-rows.ts';

/** The number of entrants in one document. Such a document has 200 kB. */
export const chunkRows = 10_000;
/** The number of documents in one commit or one read. Together they have 2 MB. */
export const chunksAtOnce = 10;

function chunkRef(tenant: string, drawId: string, at: number): DocumentRef {
  return { tenant, collection: raffleEntrants.id, id: `${drawId}.${at}` };
}

/** The document references of a draw's list. */
export function chunkRefs(tenant: string, drawId: string, entrants: number): DocumentRef[] {
  const chunks = Math.ceil(entrants / chunkRows);
  return Array.from({ length: chunks }, (_, at) => chunkRef(tenant, drawId, at));
}

/** Returns the writes that store a draw's list. The list expires together with the draw. */
export function chunkWrites(
  ctx: Context,
  drawId: string,
  rows: EntrantRows,
  draw: DocumentData,
): Write[] {
  const { raffle_id, created_at, expires_at } = draw;
  return chunkRefs(ctx.tenant, drawId, countOf(rows)).map((ref, at): Write => {
    const from = at * chunkRows * rowBytes;
    // `Uint8Array.from` copies the bytes. A view would keep the whole list in memory.
    const own = Uint8Array.from(rows.subarray(from, from + chunkRows * rowBytes));
    const purge_shard = purgeShard(ref.id, ctx.purgeShards);
    const data = { raffle_id, created_at, expires_at, purge_shard, rows: own };
    return { kind: 'put', ref, data };
  });
}

/**
 * Reads a draw's list in order, ten documents at a time.
 * @throws Problem `record-not-found` when a part of the list is missing
 */
export async function* readChunks(
  ctx: Pick<Context, 'store' | 'tenant'>,
  drawId: string,
  entrants: number,
): AsyncGenerator<EntrantRows, void> {
  const refs = chunkRefs(ctx.tenant, drawId, entrants);
  for (let from = 0; from < refs.length; from += chunksAtOnce)
    for (const chunk of await ctx.store.getAll(refs.slice(from, from + chunksAtOnce))) {
      if (chunk === undefined) throw new Problem('record-not-found');
      yield chunk.data['rows'] as Uint8Array;
    }
}

/**
 * Reads a draw's whole list into memory: 20 bytes for each entrant.
 * @throws Problem `record-not-found`
 */
export async function readEntrants(
  ctx: Context,
  drawId: string,
  entrants: number,
): Promise<EntrantRows> {
  const chunks: EntrantRows[] = [];
  for await (const chunk of readChunks(ctx, drawId, entrants)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
