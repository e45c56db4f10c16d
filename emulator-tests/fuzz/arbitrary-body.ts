import fc from 'fast-check';
import type { MediaType } from '#shared/openapi/openapi-document.ts';
import { arbitraryOf } from './arbitrary-of-schema.ts';
import { canary } from './canary.ts';
import { damage } from './damage-bytes.ts';
import type { DescribedOperation } from './described-operations.ts';
import { writeJson } from './json-text.ts';
import { mutateJson } from './mutate-body.ts';

/** A body to send. A text may contain placeholders. */
export type PlannedBody = { readonly type: string; readonly bytes: string | Uint8Array };

const boundary = 'mayfly-fuzz';

function partOf(name: string, value: unknown): string {
  const isFile = name === 'file';
  const disposition = `form-data; name="${name}"${isFile ? `; filename="${canary}.txt"` : ''}`;
  const head = [`--${boundary}`, `Content-Disposition: ${disposition}`];
  const type = isFile ? ['Content-Type: text/plain'] : [];
  return [...head, ...type, '', typeof value === 'string' ? value : writeJson(value), ''].join(
    '\r\n',
  );
}

function formText(value: unknown): string {
  const parts = Object.entries(value ?? {}).map(([name, each]) => partOf(name, each));
  return `${parts.join('')}--${boundary}--\r\n`;
}

const csvText = fc
  .array(fc.constantFrom(canary, 'CODE-1', 'CODE-2', '"a ""b"" c"', '', 'ä,b', '=1+1', '"'), {
    maxLength: 30,
  })
  .chain((cells) => fc.nat({ max: 99 }).map((at) => [`CODE-N${at}`, ...cells].join('\r\n')));

type Texts = { readonly valid: fc.Arbitrary<string>; readonly mutated: fc.Arbitrary<string> };

function textsOf(type: string, { schema, examples = {} }: MediaType): Texts {
  const values = arbitraryOf(schema);
  if (type === 'text/csv') return { valid: csvText, mutated: csvText };
  if (type.startsWith('multipart/'))
    return {
      valid: values.map(formText),
      mutated: fc.oneof(mutateJson(values), values.map(formText)),
    };
  const shown = Object.values(examples).map(({ value }) => fc.constant(value));
  const valid = fc.oneof({ weight: 6, arbitrary: values }, ...shown);
  return { valid: valid.map(writeJson), mutated: mutateJson(valid) };
}

const otherTypes = fc.constantFrom(
  '',
  'text/plain',
  'application/json; charset=utf-16',
  'application/jsonp',
  canary,
  'APPLICATION/JSON',
  'application/json;charset=UTF-8',
  'multipart/form-data',
  'text/csv',

  'application/json, text/plain',
  'application/x-www-form-urlencoded',
  'multipart/mixed; boundary=',
);

/**
 * Generates bodies for an operation. A body fits the API's description, or is changed, damaged, or
 * of another type. If an operation takes no body, most of its requests have no body.
 */
export function arbitraryBody({
  operation,
}: DescribedOperation): fc.Arbitrary<PlannedBody | undefined> {
  const described = Object.entries(operation.requestBody?.content ?? {});
  const unasked = fc.constant<PlannedBody>({ type: 'application/json', bytes: `{"${canary}":1}` });
  if (described.length === 0)
    return fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, unasked);
  const bodies = described.map(([type, mediaType]) => {
    const { valid, mutated } = textsOf(type, mediaType);
    const full = type.startsWith('multipart/') ? `${type}; boundary=${boundary}` : type;
    const as = (bytes: string | Uint8Array): PlannedBody => ({ type: full, bytes });
    return fc.oneof(
      { weight: 10, arbitrary: valid.map(as) },
      { weight: 9, arbitrary: mutated.map(as) },
      { weight: 2, arbitrary: fc.tuple(valid, damage).map(([text, change]) => as(change(text))) },
      {
        weight: 1,
        arbitrary: fc.tuple(valid, otherTypes).map(([bytes, other]) => ({ type: other, bytes })),
      },
    );
  });
  return fc.oneof({ weight: 24, arbitrary: fc.oneof(...bodies) }, fc.constant(undefined), unasked);
}
