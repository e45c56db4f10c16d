import { expect, test } from 'vitest';
import type { JsonSchema } from '#shared/openapi/openapi-document.ts';
import { typeSource } from './type-source.ts';

const pool = { type: 'object', properties: { id: { type: 'string' } } };
const resolve = (name: string) => (name === 'Pool' ? pool : name);

/** A type as one line of text. */
function typeOf(schema: JsonSchema): string {
  return typeSource(schema, resolve).replaceAll(/\s+/g, ' ');
}

test.each<[JsonSchema, string]>([
  [{ type: 'string', minLength: 1 }, 'string'],
  [{ type: 'integer', minimum: 0 }, 'number'],
  [{ type: ['number', 'null'] }, 'number | null'],
  [{ type: 'string', enum: ['once', 'daily'] }, '"once" | "daily"'],
  [{ const: 'ok' }, '"ok"'],
  [{}, 'unknown'],
  [{ anyOf: [{ type: 'string' }, { type: 'string', format: 'ipv6' }] }, 'string'],
  [{ oneOf: [{ type: 'string' }, { type: 'null' }] }, 'string | null'],
  [{ $ref: '#/components/schemas/Raffle' }, 'Raffle'],
  [{ $ref: '#/components/schemas/Pool' }, '{ readonly id?: string; }'],
  [{ type: 'array', items: { type: ['string', 'null'] } }, 'readonly (string | null)[]'],
])('the schema %j becomes the type %s', (schema, source) => {
  expect(typeOf(schema)).toBe(source);
});

test('a required property is not optional, and every other property is optional', () => {
  const properties = { id: { type: 'string' }, prize: { type: 'string' } };
  expect(typeOf({ type: 'object', properties, required: ['id'] })).toBe(
    '{ readonly id: string; readonly prize?: string; }',
  );
});

test('an object without described properties accepts any name, and its values have the described type', () => {
  expect(typeOf({ type: 'object', maxProperties: 200 })).toBe('{ [key: string]: unknown }');
  expect(typeOf({ type: 'object', additionalProperties: { type: 'integer' } })).toBe(
    '{ readonly [key: string]: number }',
  );
});

test('an object that must have exactly one of several properties becomes a union with one type for each property', () => {
  const [email, phone, limit] = [{ type: 'string' }, { type: 'string' }, { type: 'integer' }];
  const oneOf = [{ required: ['email'] }, { required: ['phone'] }];
  const properties = { email, phone, limit };
  expect(typeOf({ type: 'object', properties, oneOf })).toBe(
    '{ readonly email: string; readonly phone?: never; readonly limit?: number; } | ' +
      '{ readonly email?: never; readonly phone: string; readonly limit?: number; }',
  );
});

test('a schema without a known type is refused', () => {
  expect(() => typeOf({ type: 'date' })).toThrow('no type for the schema');
});
