import { retryChecked } from '#shared/access/commit-checked.ts';
import type { Right } from '#shared/access/scope.ts';
import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import { bucketEnd } from '#shared/settings/retention.ts';
import { newRecordId, purgeShard } from '#shared/store/document-ids.ts';
import type { Write } from '#shared/store/store.ts';
import type { DataKey } from '#shared/vault/data-key.ts';
import { envelopeVersion, seal } from '#shared/vault/open/records/envelope.ts';
import type { CheckedContext, Context } from '../context.ts';
import { chunkPlace, chunkRef, chunkRefsOf, type FileOwner } from './chunk-place.ts';
import { type Chunk, splitIntoChunks } from './split-into-chunks.ts';
import type { StoredFile } from './stored-file.ts';

/**
 * Chunks without a record expire after an hour. So the purge deletes the chunks of an interrupted
 * upload.
 */
export const stagedMicros = 3_600 * microsPerSecond;

/** A file that does not belong to a record yet. */
export type StagedFile = StoredFile & { readonly bytes: number };

/** The record to which the file will belong. The record's expiry decides the data key. */
export type FileTarget = FileOwner & { readonly expiresAt: Instant };

async function writeChunk(
  now: CheckedContext,
  target: FileTarget,
  key: DataKey,
  fileId: string,
  index: number,
  { bytes, isLast }: Chunk,
): Promise<void> {
  const ref = chunkRef(now.tenant, fileId, index);
  const place = chunkPlace(target, fileId, index, isLast);
  const at = now.now();
  const data = {
    created_at: at,
    basis_at: at,
    expires_at: at + stagedMicros,
    purge_shard: purgeShard(ref.id, now.purgeShards),
    chunk_aes: seal(key, place, bytes, now.randomBytes),
    dek: key.id,
    enc: envelopeVersion[key.algorithm],
  };
  // An earlier attempt may have stored this chunk already. No other file uses its id, so the chunk
  // may be overwritten.
  await now.commit([{ kind: 'put', ref, data }]);
}

/**
 * Deletes the chunks of a file that belongs to no record. If this fails, for example because the
 * uploader has lost the right to write, the chunks expire within {@link stagedMicros}.
 */
export async function discardFile(ctx: Context, right: Right, file: StoredFile): Promise<void> {
  const refs = chunkRefsOf(ctx.tenant, file);
  try {
    const deletions = refs.map((ref): Write => ({ kind: 'delete', ref }));
    await retryChecked(ctx, right, (now) => now.commit(deletions));
  } catch {
    // If this fails, the purge deletes the chunks.
  }
}

/**
 * Stores content as encrypted chunks while it arrives. At most three chunks are in memory,
 * including the chunk that is being written. The chunks expire in an hour, unless the commit of a
 * record gives them a later expiry. If the content ends with an error, the written chunks are
 * deleted. The right and the settings are checked before each chunk, as before every commit. So an
 * upload stops when the caller's right ends.
 */
export async function writeFile(
  ctx: Context,
  right: Right,
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
      const index = chunks;
      writing = retryChecked(ctx, right, (now) => writeChunk(now, target, key, id, index, chunk));
      // This promise is awaited only when the next chunk has arrived. If writing fails before that,
      // the failure must not be reported as unhandled.
      writing.catch(() => undefined);
      chunks += 1;
      bytes += chunk.bytes.length;
    }
    await writing;
    return { id, chunks, bytes };
  } catch (error) {
    await Promise.allSettled([writing]);
    await discardFile(ctx, right, { id, chunks });
    throw error;
  }
}
