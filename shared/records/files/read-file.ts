import { renewCaller } from '#shared/access/renew-caller.ts';
import type { Right } from '#shared/access/scope.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { liveRuleOf } from '#shared/settings/live-rule.ts';
import { isLive } from '#shared/store/live.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { open } from '#shared/vault/open/records/envelope.ts';
import type { Context } from '../context.ts';
import { chunkPlace, chunkRef, type FileOwner } from './chunk-place.ts';
import { fileChunks } from './collections.ts';
import type { StoredFile } from './stored-file.ts';

type Chunk = { readonly document: StoredDocument; readonly bytes: Uint8Array };

/**
 * Fails if the file was deleted or replaced after its record was read, if a fence hides it, or if
 * it has expired.
 */
function requireLive(ctx: Context, chunk: StoredDocument | undefined): asserts chunk {
  if (!isLive(chunk, liveRuleOf(ctx, fileChunks))) throw new Problem('record-not-found');
}

async function readChunk(
  ctx: Context,
  owner: FileOwner,
  file: StoredFile,
  index: number,
): Promise<Chunk> {
  const chunk = await ctx.store.get(chunkRef(ctx.tenant, file.id, index));
  requireLive(ctx, chunk);
  const { chunk_aes: sealed, ...rest } = chunk.data;
  const key = await ctx.keyring.keyToOpen(ctx.tenant, owner.category.id, chunk.data);
  const place = chunkPlace(owner, file.id, index, index === file.chunks - 1);
  return { document: { ...chunk, data: rest }, bytes: open(key, place, sealed as Uint8Array) };
}

/**
 * Yields the content of a file, chunk by chunk. Each chunk costs one read. While a chunk is sent,
 * the next chunk is read, so two chunks are in memory. If the file is replaced, deleted or damaged
 * meanwhile, reading ends with an error. The contents of two files are never mixed. If the client
 * reads slowly, a download takes long. So the right, the expiry and fences are checked before each
 * chunk is sent.
 * @throws Problem `record-not-found`, DecryptionError, and an error if the right has ended
 */
export async function* readFile(
  ctx: Context,
  right: Right,
  owner: FileOwner,
  file: StoredFile,
): AsyncGenerator<Uint8Array, void> {
  let next: Promise<Chunk> | undefined = readChunk(ctx, owner, file, 0);
  for (let index = 1; next !== undefined; index += 1) {
    const { document, bytes }: Chunk = await next;
    const now = await renewCaller(ctx);
    right(now);
    requireLive(now, document);
    next = index < file.chunks ? readChunk(now, owner, file, index) : undefined;
    // The next chunk is awaited only after this chunk was sent. If reading the next chunk fails
    // before that, the failure must not be reported as unhandled.
    next?.catch(() => undefined);
    yield bytes;
  }
}
