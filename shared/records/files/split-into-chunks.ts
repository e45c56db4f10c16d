/** The maximum size of a chunk's content, in bytes: half of the maximum size of a document. */
export const chunkBytesMax = 512 * 1024;

export type Chunk = { readonly bytes: Uint8Array; readonly isLast: boolean };

/**
 * Splits content into chunks of {@link chunkBytesMax}. The last chunk may be shorter. Empty content
 * gives one empty chunk, so that every file has a last chunk. Only one chunk and one piece of the
 * content are in memory.
 */
export async function* splitIntoChunks(
  content: AsyncIterable<Uint8Array>,
): AsyncGenerator<Chunk, void> {
  let parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of content) {
    let rest = piece;
    while (rest.length > 0) {
      // A full chunk is yielded only when more content follows. Before that, it is not known
      // whether it is the last chunk.
      if (bytes === chunkBytesMax) {
        yield { bytes: Buffer.concat(parts), isLast: false };
        [parts, bytes] = [[], 0];
      }
      const taken = rest.subarray(0, chunkBytesMax - bytes);
      parts.push(taken);
      bytes += taken.length;
      rest = rest.subarray(taken.length);
    }
  }
  yield { bytes: Buffer.concat(parts), isLast: true };
}
