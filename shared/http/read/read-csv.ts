import type { Context as HonoContext } from 'hono';
import { Problem } from '#shared/base/problems/problem.ts';
import type { AppEnv } from '../env.ts';
import type { Body } from './body.ts';

/**
 * The media type of CSV. RFC 4180, section 3, defines its parameters: one gives the charset, and
 * one says whether there is a header line.
 */
const csvType = /^text\/csv\s*(?:;\s*(?:charset="?utf-8"?|header="?(?:present|absent)"?)\s*)*$/i;

/**
 * True if the media type says that there is a header line, and false if it says that there is none.
 * The result is undefined if the media type says nothing about a header line.
 */
export function headerOfType(c: HonoContext<AppEnv>): boolean | undefined {
  const [, word] = /;\s*header="?(present|absent)/i.exec(c.req.header('content-type') ?? '') ?? [];
  return word === undefined ? undefined : word.toLowerCase() === 'present';
}

/**
 * Yields the chunks of a stream. If the stream is larger than `bytesMax`, reading fails with the
 * problem `body-too-large`. If the caller closes the connection, reading fails with the problem
 * `broken`. So operators get no report about an unexpected error.
 */
export async function* readUpTo(
  stream: ReadableStream<Uint8Array>,
  bytesMax: number,
  broken: 'csv-malformed' | 'json-malformed',
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  try {
    for await (const chunk of stream) {
      bytes += chunk.length;
      if (bytes > bytesMax) throw new Problem('body-too-large');
      yield chunk;
    }
  } catch (cause) {
    throw cause instanceof Problem ? cause : new Problem(broken, { cause });
  }
}

/**
 * Accepts CSV in UTF-8, and reads it while it arrives. If it is larger than `bytesMax`, reading
 * fails with the problem `body-too-large`.
 */
export function csvBody(bytesMax: number): Body<AsyncIterable<Uint8Array>> {
  const read = (c: HonoContext<AppEnv>) => {
    const isCsv = csvType.test(c.req.header('content-type') ?? '');
    if (!isCsv || c.req.header('content-encoding') !== undefined)
      throw new Problem('content-type-unsupported');
    if (Number(c.req.header('content-length') ?? 0) > bytesMax) throw new Problem('body-too-large');
    return readUpTo(c.req.raw.body ?? new Blob().stream(), bytesMax, 'csv-malformed');
  };
  return { mediaType: 'text/csv', required: true, bytesMax, read };
}
