import { expect, test } from 'vitest';
import { categories } from '#shared/categories/registry.ts';
import { describeApi } from './describe-api.ts';

const document = describeApi(categories);

type Part = { readonly [name: string]: unknown };

/** Yields every object in a part of the API description, with the object's path. */
function* walk(part: unknown, at: string): Generator<readonly [string, Part]> {
  if (typeof part !== 'object' || part === null) return;
  yield [at, part as Part];
  for (const [name, inner] of Object.entries(part)) yield* walk(inner, `${at}/${name}`);
}

/**
 * All objects in the description. Each schema is one of these objects. Examples are omitted,
 * because they contain values and no schemas.
 */
const schemas = [...walk(document, '')].filter(([at]) => !/\/examples?\//.test(at));

test('every object schema declares its content, because generators would otherwise make an empty type', () => {
  const said = ['properties', 'additionalProperties', 'oneOf', 'allOf'];
  const mute = schemas.filter(
    ([at, schema]) =>
      schema['type'] === 'object' &&
      !at.endsWith('/properties') &&
      !said.some((it) => it in schema),
  );
  expect(mute.map(([at]) => at)).toEqual([]);
});

test('only parameters have a `default`, because generators make a field with a `default` required', () => {
  const withDefault = schemas.filter(([, schema]) => 'default' in schema);
  for (const [at] of withDefault) expect(at).toMatch(/\/parameters\/[^/]+\/schema$/);
});

test('the description declares headers of requests as parameters, and `X-Request-Id` also as a header of answers', () => {
  const { parameters, headers } = document.components;
  const sent = Object.values(parameters).map(({ name }) => name);
  expect(sent).toEqual(
    expect.arrayContaining(['X-Request-Id', 'Mayfly-Tenant', 'Idempotency-Key']),
  );
  expect(Object.keys(headers)).toContain('X-Request-Id');
});
