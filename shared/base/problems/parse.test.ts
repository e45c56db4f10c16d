import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { correctionSchema, createSchema } from '#shared/categories/record-schema.ts';
import { categories } from '#shared/categories/registry.ts';
import { parse } from './parse.ts';
import { Problem, type ProblemDetail } from './problem.ts';

function errorsOf(schema: z.ZodType, input: unknown): readonly ProblemDetail[] {
  try {
    parse(schema, input);
  } catch (error) {
    if (error instanceof Problem && error.code === 'validation-failed') return error.errors;
    throw error;
  }
  return [];
}

const schema = z.strictObject({
  name: z.string().min(2).max(4),
  count: z.int().min(1).max(9),
  kind: z.enum(['a', 'b']),
  id: z.string().regex(/^[a-z]+$/, 'small letters'),
  mute: z
    .string()
    .regex(/^[0-9]+$/)
    .optional(),
  either: z.union([z.ipv4(), z.ipv6()]).optional(),
  nested: z.strictObject({ 'a/b~c': z.boolean() }).optional(),
  own: z
    .string()
    .refine((text) => text !== 'no', { params: { rule: 'not-no' } })
    .optional(),
});
const good = { name: 'abc', count: 1, kind: 'a', id: 'x' };

test('a valid input is returned as it is', () => {
  expect(parse(schema, good)).toEqual(good);
});

test.each<[object, string, string]>([
  [{ name: undefined }, '/name', 'required'],
  [{ name: 1 }, '/name', 'type string'],
  [{ name: null }, '/name', 'type string'],
  [{ name: 'a' }, '/name', 'at least 2'],
  [{ name: 'abcde' }, '/name', 'at most 4'],
  [{ count: 0 }, '/count', 'at least 1'],
  [{ count: 10 }, '/count', 'at most 9'],
  [{ count: 1.5 }, '/count', 'type int'],
  [{ kind: 'c' }, '/kind', 'one of a, b'],
  [{ id: 'X' }, '/id', 'small letters'],
  [{ mute: 'X' }, '/mute', 'format regex'],
  [{ either: 'X' }, '/either', 'one of several forms'],
  [{ nested: { 'a/b~c': 1 } }, '/nested/a~1b~0c', 'type boolean'],
  [{ own: 'no' }, '/own', 'not-no'],
  [{ more: 1 }, '', 'no-unknown-fields'],
  [{ nested: { 'a/b~c': true, more: 1 } }, '/nested', 'no-unknown-fields'],
])('%o is reported as %s %s', (change, pointer, rule) => {
  expect(errorsOf(schema, { ...good, ...change })).toEqual([{ pointer, rule }]);
});

test('at most 50 broken rules are reported together', () => {
  const list = z.array(z.string());
  expect(
    errorsOf(
      list,
      Array.from({ length: 80 }, () => 1),
    ),
  ).toHaveLength(50);
});

describe.each(categories)('errors about $id', (category) => {
  const secret = 'Geheim4711';
  const wrong = fc.oneof(
    fc.constantFrom<unknown>(secret, `${secret}@`, ` ${secret} `, `\u0000${secret}`, [secret]),
    fc.constantFrom<unknown>({ [secret]: secret }, secret.repeat(4_000), 4_711_471, -0.4711471),
  );

  test('repeat neither a value nor the name of an unknown field', () => {
    const names = fc.constantFrom(...Object.keys(category.fields), secret, '__proto__');
    fc.assert(
      fc.property(fc.dictionary(names, wrong, { maxKeys: 6 }), (body) => {
        for (const each of [
          createSchema(category),
          correctionSchema(category),
          z.array(createSchema(category)),
        ]) {
          const told = JSON.stringify([errorsOf(each, body), errorsOf(each, [body])]);
          expect(told).not.toMatch(/Geheim|4711471/);
        }
      }),
      { numRuns: 50 },
    );
  });
});

test('the message of a problem is its fixed title and contains no value', () => {
  expect(() => parse(schema, { ...good, name: 'Geheim4711' })).toThrow(/^Invalid fields$/);
});
