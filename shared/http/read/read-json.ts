import type { Context as HonoContext } from 'hono';
import { Problem } from '#shared/base/problems/problem.ts';
import type { AppEnv } from '../env.ts';
import type { Body } from './body.ts';

/** Largest body of a path that takes records, in bytes: a batch of 3 MiB encoded, escaped as JSON allows. */
export const recordsBodyMax = 8 * 1024 * 1024;
/** Largest body of any other path. */
export const smallBodyMax = 64 * 1024;

async function readBytes(stream: ReadableStream<Uint8Array>, bytesMax: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of stream) {
      bytes += chunk.length;
      if (bytes > bytesMax) throw new Problem('body-too-large');
      chunks.push(chunk);
    }
  } catch (cause) {
    // The caller went away in the middle: nobody hears the answer, and no operator should look.
    throw cause instanceof Problem ? cause : new Problem('json-malformed', { cause });
  }
  return Buffer.concat(chunks);
}

/** JSON of at most so many bytes; a larger body is refused without being held in memory. */
export function jsonBody(bytesMax: number): Body<unknown> {
  const read = (c: HonoContext<AppEnv>) => readJson(c, bytesMax);
  return { mediaType: 'application/json', required: true, bytesMax, read };
}

/** {@link jsonBody} where a request may as well come without, which says as much as an empty object. */
export function optionalJsonBody(bytesMax: number): Body<unknown> {
  const read = (c: HonoContext<AppEnv>) => readOptionalJson(c, bytesMax);
  return { mediaType: 'application/json', required: false, bytesMax, read };
}

async function readOptionalJson(c: HonoContext<AppEnv>, bytesMax: number): Promise<unknown> {
  const isWithout =
    c.req.header('content-type') === undefined &&
    (c.req.raw.body === null || (c.req.header('content-length') ?? '0') === '0') &&
    c.req.header('transfer-encoding') === undefined;
  return isWithout ? {} : readJson(c, bytesMax);
}

/** @throws Problem `content-type-unsupported`, `body-too-large`, `json-malformed` */
async function readJson(c: HonoContext<AppEnv>, bytesMax: number): Promise<unknown> {
  const type = c.req.header('content-type') ?? '';
  const isJson = /^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i.test(type);
  if (!isJson || c.req.header('content-encoding') !== undefined)
    throw new Problem('content-type-unsupported');
  if (Number(c.req.header('content-length') ?? 0) > bytesMax) throw new Problem('body-too-large');
  const { body } = c.req.raw;
  if (body === null) throw new Problem('json-malformed');
  const bytes = await readBytes(body, bytesMax);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Problem('json-malformed');
  }
}
