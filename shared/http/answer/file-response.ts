import { PassThrough, Readable } from 'node:stream';
import type { OpenedFile } from '#shared/domains/variables/open-file.ts';
import { contentDisposition } from './content-disposition.ts';
import { isUnexpected } from './problem-response.ts';
import { untilIdle } from './until-idle.ts';

/** Types that a browser runs scripts of, or takes apart as if they were answers of their own. */
const active = /html|script|^multipart\/|^message\/|^text\/(?!plain$|csv$)|(?:[/+]|^)(?:xml|svg)\b/;

/** Content as a stream whose errors say nothing: the server may print them, and the original could quote a value. */
function streamOf(
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

/**
 * Streams a stored file as a download. Anybody may have sent it by a form, so no browser may show it as a page.
 * It is an attachment, is not sniffed, and has a type that runs nothing. Its length is announced, so that clients
 * see a download that ends early as broken.
 */
export function fileResponse(
  { name, type, bytes, content }: OpenedFile,
  reportError: (error: unknown) => void,
): Response {
  return new Response(untilIdle(streamOf(content, reportError)), {
    headers: {
      'content-type': active.test(type) ? 'application/octet-stream' : type,
      'content-length': String(bytes),
      'content-disposition': contentDisposition(name ?? 'file'),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    },
  });
}
