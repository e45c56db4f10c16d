import type { Context as HonoContext } from 'hono';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Context } from '#shared/records/context.ts';
import type { AppEnv } from '../env.ts';
import type { Body } from './body.ts';
import { findLosses } from './find-losses.ts';
import { mayLose } from './may-lose.ts';

/**
 * The largest body, in bytes, at a path for records. The largest batch has only 3 MiB, but JSON may
 * write a character as a longer escape.
 */
export const recordsBodyMax = 8 * 1024 * 1024;
/** The largest body, in bytes, that most other paths accept. */
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
    // An error that is no `Problem` means that the caller closed the connection. Nobody gets the
    // answer. The error becomes this `Problem`, so that operators get no report about it.
    throw cause instanceof Problem ? cause : new Problem('json-malformed', { cause });
  }
  return Buffer.concat(chunks);
}

/**
 * Reads a body whose length is in the header `Content-Length`. Node reads no more bytes than this
 * length, so no stream is needed. For a small request, a stream would take longer than all other
 * work of reading.
 */
async function readDeclared(request: Request, bytesMax: number): Promise<Uint8Array> {
  try {
    const bytes = new Uint8Array(await request.arrayBuffer());
    if (bytes.length > bytesMax) throw new Problem('body-too-large');
    return bytes;
  } catch (cause) {
    throw cause instanceof Problem ? cause : new Problem('json-malformed', { cause });
  }
}

async function readBody(c: HonoContext<AppEnv>, bytesMax: number): Promise<Uint8Array> {
  const length = c.req.header('content-length');
  if (Number(length ?? 0) > bytesMax) throw new Problem('body-too-large');
  if (length !== undefined) return readDeclared(c.req.raw, bytesMax);
  const { body } = c.req.raw;
  if (body === null) throw new Problem('json-malformed');
  return readBytes(body, bytesMax);
}

/**
 * Accepts JSON of at most `bytesMax`. A larger body is refused and is not kept in memory.
 * @param unread returns names of fields that the verb drops later. Losses in these fields are
 * accepted
 */
export function jsonBody(
  bytesMax: number,
  unread: (ctx: Context) => readonly string[] = () => [],
): Body<unknown> {
  const read = (c: HonoContext<AppEnv>) => readJson(c, bytesMax, unread(c.get('ctx')));
  return { mediaType: 'application/json', required: true, bytesMax, read };
}

/**
 * Accepts a JSON Merge Patch (RFC 7396) of at most `bytesMax`, with its own media type or as JSON.
 */
export function mergePatchBody(bytesMax: number): Body<unknown> {
  const alsoAs = 'application/merge-patch+json';
  const read = (c: HonoContext<AppEnv>) => readJson(c, bytesMax, [], patchType);
  return { mediaType: 'application/json', alsoAs, required: true, bytesMax, read };
}

/**
 * Like {@link jsonBody}, but the body may be missing. A missing body is read as an empty object.
 */
export function optionalJsonBody(bytesMax: number): Body<unknown> {
  const read = (c: HonoContext<AppEnv>) => readOptionalJson(c, bytesMax);
  return { mediaType: 'application/json', required: false, bytesMax, read };
}

async function readOptionalJson(c: HonoContext<AppEnv>, bytesMax: number): Promise<unknown> {
  const isWithout =
    c.req.header('content-type') === undefined &&
    (c.req.header('content-length') ?? '0') === '0' &&
    c.req.header('transfer-encoding') === undefined;
  return isWithout ? {} : readJson(c, bytesMax);
}

const jsonType = /^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i;
const patchType = /^application\/(?:merge-patch\+)?json\s*(?:;\s*charset="?utf-8"?\s*)?$/i;
const utf8 = new TextDecoder('utf-8', { fatal: true });

function parseText(bytes: Uint8Array): { readonly text: string; readonly value: unknown } {
  try {
    const text = utf8.decode(bytes);
    return { text, value: JSON.parse(text) };
  } catch {
    throw new Problem('json-malformed');
  }
}

/**
 * Reads a JSON body of at most `bytesMax`. A larger body is refused and is not kept in memory. A
 * body is also refused if parsing would change it (see {@link findLosses}). So nothing is rounded
 * or lost without an error.
 * @param unread names of fields of the body, or of each record of an array, that the verb drops
 * later. Losses in these fields are accepted
 * @throws Problem `content-type-unsupported`, `body-too-large`, `json-malformed`,
 * `validation-failed`
 */
async function readJson(
  c: HonoContext<AppEnv>,
  bytesMax: number,
  unread: readonly string[] = [],
  mediaType = jsonType,
): Promise<unknown> {
  const type = c.req.header('content-type') ?? '';
  if (!mediaType.test(type) || c.req.header('content-encoding') !== undefined)
    throw new Problem('content-type-unsupported');
  const { text, value } = parseText(await readBody(c, bytesMax));
  const errors = mayLose(text, value) ? findLosses(text, unread) : [];
  if (errors.length > 0) throw new Problem('validation-failed', { errors });
  return value;
}
