import { PassThrough, Readable } from 'node:stream';
import { isUnexpected } from './problem-response.ts';

/**
 * Returns content as a stream. It replaces the error that ends the content, because the server may
 * print that error, and its text could quote a value. If no caller has caused the error, it is
 * reported.
 */
export function quietStream(
  content: AsyncIterable<Uint8Array>,
  reportError: (error: unknown) => void,
): Readable {
  const source = Readable.from(content, { objectMode: false });
  const stream = new PassThrough();
  source.on('error', (error) => {
    if (isUnexpected(error)) reportError(error);
    stream.destroy(new Error('the download ended early'));
  });
  stream.on('close', () => source.destroy());
  return source.pipe(stream);
}
