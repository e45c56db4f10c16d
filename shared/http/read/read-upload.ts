import { Busboy, type BusboyFileStream } from '@fastify/busboy';
import type { Context as HonoContext } from 'hono';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Upload } from '#shared/domains/variables/stage-upload.ts';
import type { AppEnv } from '../env.ts';
import type { Body } from './body.ts';

/**
 * The maximum size of a form, in bytes, without the content of its file: fields, headers of parts,
 * boundaries.
 */
const formBytesMax = 64 * 1024;
/** The media type of a form by RFC 7578, section 4.1. Compression is not accepted. */
const formType = /^multipart\/form-data\s*;/i;

const limits = {
  fields: 20,
  files: 1,
  parts: 21,
  fieldSize: 1_024,
  headerPairs: 20,
  headerSize: 8 * 1024,
};

function invalid(pointer: string, rule: string): Problem {
  return new Problem('validation-failed', { errors: [{ pointer, rule }] });
}

/**
 * Reads a body. If the caller closes the connection, reading fails with `multipart-malformed`. So
 * operators get no log line about an unexpected error.
 */
async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  try {
    yield* body;
  } catch (cause) {
    throw new Problem('multipart-malformed', { cause });
  }
}

function createParser(type: string, fileBytesMax: number) {
  try {
    return new Busboy({
      headers: { 'content-type': type },
      limits: { ...limits, fileSize: fileBytesMax },
      isPartAFile: (name, _type, fileName) => name === 'file' || fileName !== undefined,
    });
  } catch (cause) {
    throw new Problem('multipart-malformed', { cause });
  }
}

/**
 * Collects the text fields of a form, and gives its file to the function `stage`. The first fault
 * ends the upload, and later faults are ignored.
 */
function createForm<T>(
  parser: ReturnType<typeof createParser>,
  stage: (upload: Upload) => Promise<T>,
) {
  const fields = new Map<string, string>();
  const failure = Promise.withResolvers<never>();
  failure.promise.catch(() => undefined);
  let file: BusboyFileStream | undefined;
  let staged: Promise<T> | undefined;

  parser.on('field', (name, value, _nameCut, valueCut) => {
    // A field's name can be any text of the caller, so no error repeats the name.
    if (file !== undefined) failure.reject(invalid('/file', 'after all other fields'));
    else if (fields.has(name)) failure.reject(invalid('', 'each field at most once'));
    else if (valueCut) failure.reject(invalid('', `fields of at most ${limits.fieldSize} bytes`));
    else fields.set(name, value);
  });
  parser.on('file', (name, content, fileName, _encoding, fileType) => {
    content.on('error', (cause) => failure.reject(new Problem('multipart-malformed', { cause })));
    content.on('limit', () => failure.reject(new Problem('body-too-large')));
    file = content;
    if (name !== 'file') {
      failure.reject(invalid('/file', 'the part with the file is named «file»'));
      return;
    }
    staged = stage({ fields: Object.fromEntries(fields), fileName, fileType, content });
    staged.catch(failure.reject);
  });
  parser.on('filesLimit', () => failure.reject(invalid('/file', 'one file')));
  for (const event of ['fieldsLimit', 'partsLimit'] as const)
    parser.on(event, () => failure.reject(invalid('', `at most ${limits.fields} fields`)));
  parser.on('error', (cause) => failure.reject(new Problem('multipart-malformed', { cause })));

  return {
    /** Waits for the given work. If a fault of the form is found meanwhile, it fails at once. */
    unlessWrong: (work: Promise<void>) => Promise.race([work, failure.promise]),
    /**
     * After the form has ended, waits for the result of `stage`. It fails if the form had no file.
     */
    async finished(): Promise<T> {
      if (staged === undefined) throw invalid('/file', 'required');
      return staged;
    },
    /** Ends the stream of the file's content at once, and waits until `stage` has ended. */
    async abandon(cause: unknown): Promise<void> {
      file?.destroy(cause instanceof Error ? cause : new Error('the upload ended early'));
      await Promise.allSettled([staged]);
    },
  };
}

/** Receives an upload and gives its file to `stage`, see {@link uploadBody}. */
type Receive = <T>(stage: (upload: Upload) => Promise<T>) => Promise<T>;

/**
 * Accepts a form (multipart/form-data, RFC 7578): first text fields, and after them one part `file`
 * of at most `fileBytesMax`. The form is read only when the route calls the function that `read`
 * returns.
 */
export function uploadBody(fileBytesMax: number): Body<Receive> {
  const read =
    (c: HonoContext<AppEnv>): Receive =>
    (stage) =>
      readUpload(c, fileBytesMax, stage);
  return { mediaType: 'multipart/form-data', required: true, bytesMax: fileBytesMax, read };
}

/**
 * Reads a form. When the content of the file begins, this function gives the file to `stage`. Then
 * the form is read only as fast as `stage` reads the content. If the file is too large, or a fault
 * of the form is found while the content is read, the stream of the content ends with an error. If
 * a fault is found after the content, only this function fails. Memory contains only a few chunks
 * at a time.
 * @returns the result of `stage`, if the form was well-formed to its end
 * @throws Problem `content-type-unsupported`, `body-too-large`, `multipart-malformed`,
 * `validation-failed`, and the errors of `stage`
 */
async function readUpload<T>(
  c: HonoContext<AppEnv>,
  fileBytesMax: number,
  stage: (upload: Upload) => Promise<T>,
): Promise<T> {
  const type = c.req.header('content-type') ?? '';
  if (!formType.test(type) || c.req.header('content-encoding') !== undefined)
    throw new Problem('content-type-unsupported');
  const bodyBytesMax = fileBytesMax + formBytesMax;
  if (Number(c.req.header('content-length') ?? 0) > bodyBytesMax)
    throw new Problem('body-too-large');
  const { body } = c.req.raw;
  if (body === null) throw new Problem('multipart-malformed');
  const parser = createParser(type, fileBytesMax);
  const form = createForm(parser, stage);
  try {
    let bytes = 0;
    for await (const chunk of chunksOf(body)) {
      bytes += chunk.length;
      if (bytes > bodyBytesMax) throw new Problem('body-too-large');
      const written = new Promise<void>((resolve) => parser.write(chunk, () => resolve()));
      await form.unlessWrong(written);
    }
    const finished = new Promise<void>((resolve) => parser.on('finish', resolve));
    parser.end();
    await form.unlessWrong(finished);
    return await form.finished();
  } catch (error) {
    await form.abandon(error);
    throw error;
  }
}
