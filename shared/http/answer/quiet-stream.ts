import { PassThrough, Readable } from 'node:stream';
import { isUnexpected } from './problem-response.ts';

/**
 * Returns content as a stream. If the content ends with an error, the stream ends with another
 * error, which has a fixed text. The server may print the error of a stream, and the text of the
 * original error could quote a value. The original error is reported if an operator should look at
 * it.
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
