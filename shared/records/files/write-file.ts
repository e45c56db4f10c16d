import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import { bucketEnd } from '#shared/settings/retention.ts';
import { newRecordId, purgeShard } from '#shared/store/document-ids.ts';
import type { DataKey } from '#shared/vault/data-key.ts';
import { envelopeVersion, seal } from '#shared/vault/open/records/envelope.ts';
import type { Context } from '../context.ts';
import { chunkPlace, chunkRef, chunkRefsOf, type FileOwner } from './chunk-place.ts';
import { type Chunk, splitIntoChunks } from './split-into-chunks.ts';
import type { StoredFile } from './stored-file.ts';

/** How long chunks wait for the record that names them: what an upload that was cut off leaves is purged then. */
export const stagedMicros = 3_600 * microsPerSecond;

/** A file before a record names it. */
export type StagedFile = StoredFile & { readonly bytes: number };

/** Whose file it will be, and when it will expire; the expiry chooses the data key. */
export type FileTarget = FileOwner & { readonly expiresAt: Instant };

async function writeChunk(
  ctx: Context,
  target: FileTarget,
  key: DataKey,
  fileId: string,
  index: number,
  { bytes, isLast }: Chunk,
): Promise<void> {
  const ref = chunkRef(ctx.tenant, fileId, index);
  const place = chunkPlace(target, fileId, index, isLast);
  const now = ctx.now();
  const data = {
    created_at: now,
    basis_at: now,
    expires_at: now + stagedMicros,
    purge_shard: purgeShard(ref.id, ctx.purgeShards),
    chunk_aes: seal(key, place, bytes, ctx.randomBytes),
    dek: key.id,
    enc: envelopeVersion[key.algorithm],
  };
  // Whether an earlier attempt got through does not matter: the id is this file's alone.
  await ctx.store.commit([{ kind: 'put', ref, data }]);
}

/** Deletes the chunks of a file that no record names. What is left expires within {@link stagedMicros}. */
export async function discardFile(ctx: Context, file: StoredFile): Promise<void> {
  const refs = chunkRefsOf(ctx.tenant, file);
  try {
    await ctx.store.commit(refs.map((ref) => ({ kind: 'delete', ref })));
  } catch {
    // The purge does it.
  }
}

/**
 * Stores content as sealed chunks, as it comes: three chunks in memory at most, one of them on its way to the
 * database. They expire in an hour unless a record takes them over in its commit. When the content ends with an
 * error, what was written is deleted.
 */
export async function writeFile(
  ctx: Context,
  target: FileTarget,
  content: AsyncIterable<Uint8Array>,
): Promise<StagedFile> {
  const { tenant, category } = target;
  const end = bucketEnd(category, target.expiresAt);
  const key = await ctx.keyring.keyToSeal({ tenant, category: category.id, end });
  const id = newRecordId(ctx);
  let [chunks, bytes] = [0, 0];
  let writing = Promise.resolve();
  try {
    for await (const chunk of splitIntoChunks(content)) {
      await writing;
      writing = writeChunk(ctx, target, key, id, chunks, chunk);
      // It is awaited with the next chunk; until then its failure must not count as unhandled.
      writing.catch(() => undefined);
      chunks += 1;
      bytes += chunk.bytes.length;
    }
    await writing;
    return { id, chunks, bytes };
  } catch (error) {
    await Promise.allSettled([writing]);
    await discardFile(ctx, { id, chunks });
    throw error;
  }
}
