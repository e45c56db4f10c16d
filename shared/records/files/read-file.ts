import { Problem } from '#shared/base/problems/problem.ts';
import { liveRuleOf } from '#shared/settings/live-rule.ts';
import { isLive } from '#shared/store/live.ts';
import { open } from '#shared/vault/open/records/envelope.ts';
import type { Context } from '../context.ts';
import { chunkPlace, chunkRef, type FileOwner } from './chunk-place.ts';
import { fileChunks } from './collections.ts';
import type { StoredFile } from './stored-file.ts';

async function readChunk(
  ctx: Context,
  owner: FileOwner,
  file: StoredFile,
  index: number,
): Promise<Uint8Array> {
  const chunk = await ctx.store.get(chunkRef(ctx.tenant, file.id, index));
  // Deleted or replaced since its record was read, or expired.
  if (!isLive(chunk, liveRuleOf(ctx, fileChunks))) throw new Problem('record-not-found');
  const { dek, chunk_aes: sealed } = chunk.data;
  const key = await ctx.keyring.keyToOpen(ctx.tenant, owner.category.id, dek as string);
  const place = chunkPlace(owner, file.id, index, index === file.chunks - 1);
  return open(key, place, sealed as Uint8Array);
}

/**
 * The content of a file, chunk by chunk: one read each, the next while one is taken, two in memory. A file that is
 * replaced, deleted or damaged meanwhile ends with an error; content of two files never mixes.
 * @throws Problem `record-not-found`, DecryptionError
 */
export async function* readFile(
  ctx: Context,
  owner: FileOwner,
  file: StoredFile,
): AsyncGenerator<Uint8Array, void> {
  let next: Promise<Uint8Array> | undefined = readChunk(ctx, owner, file, 0);
  for (let index = 1; next !== undefined; index += 1) {
    const bytes: Uint8Array = await next;
    next = index < file.chunks ? readChunk(ctx, owner, file, index) : undefined;
    // It is awaited after this chunk is taken; until then its failure must not count as unhandled.
    next?.catch(() => undefined);
    yield bytes;
  }
}
