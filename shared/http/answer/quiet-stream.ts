import { PassThrough, Readable } from 'node:stream';
import { isUnexpected } from './problem-response.ts';

/**
 * Content as a stream that hides the error that ends it, because the server may print that error,
 * which could quote a value. An error that no caller has caused is reported.
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
