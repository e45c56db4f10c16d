import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';

/** SHA-256 in hex, and the number of bytes. */
export type Hashed = { readonly sha256: string; readonly bytes: number };

/**
 * Returns a stream of the same content, and hashes the content while it is read. `end` is called
 * once, after the whole content was read. If the content ends with an error, the stream ends with
 * an error too. If the reader stops, the stream stops reading the content.
 */
export function hashStream(content: Readable, end: (hashed: Hashed) => void): Readable {
  async function* hashing(): AsyncGenerator<Uint8Array, void> {
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const chunk of content) {
      const piece = typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : (chunk as Uint8Array);
      hash.update(piece);
      bytes += piece.byteLength;
      yield piece;
    }
    end({ sha256: hash.digest('hex'), bytes });
  }
  const stream = Readable.from(hashing(), { objectMode: false });
  stream.on('close', () => content.destroy());
  return stream;
}
