import fc from 'fast-check';
import type { JsonSchema } from '#shared/openapi/openapi-document.ts';
import { canary, canaryNumber } from './canary.ts';
import { placeholder } from './known-values.ts';
import { merge, resolveRef, variantsOf } from './schema-variants.ts';

type Values = fc.Arbitrary<unknown>;

/**
 * Generates a number that selects a remembered value. It selects old and new values equally often.
 */
export const anyPick = fc.noBias(fc.nat());

const dayMs = 86_400_000;

const words = fc.constantFrom(
  'Grüß Gott',
  '🍀',
  '日本',
  'naïve',
  '<b>',
  "o'neill",
  '=1+1',
  'A\n"B"',
  '',
);

function textOf(schema: JsonSchema): Values {
  const longest = Math.min((schema['maxLength'] as number | undefined) ?? 200, 200);
  return fc
    .tuple(words, fc.nat({ max: 30 }))
    .map(([word, number]) => `${canary} ${word} ${number}`.slice(0, longest));
}

/**
 * Generates strings that match a pattern, if fast-check can generate them. Many strings come from a
 * small set, so that several records contain the same string.
 */
function matching(schema: JsonSchema, pattern: string): Values {
  const examples = ((schema['examples'] as string[]) ?? []).map((example) => fc.constant(example));
  const short = fc.nat({ max: 9 }).map((number) => `${canary}_${number}`);
  const expression = new RegExp(pattern);
  const fits = (text: unknown) =>
    typeof text === 'string' &&
    expression.test(text) &&
    text.length <= ((schema['maxLength'] as number | undefined) ?? 1_000);
  const own = expression.test(`${canary}_1`) ? [short, short] : [];
  try {
    return fc.oneof(...own, ...examples, fc.stringMatching(expression).filter(fits));
  } catch {
    // For some patterns fast-check cannot generate strings.
    return fc.oneof(...own, ...examples, textOf(schema));
  }
}

/** Generates instants. Most of them are in the next weeks, or in the last weeks if `isPast`. */
function instantOf(isPast: boolean): fc.Arbitrary<string> {
  const usual = isPast ? { min: -50, max: -1 } : { min: 1, max: 50 };
  return fc
    .oneof({ weight: 4, arbitrary: fc.integer(usual) }, fc.integer({ min: -9, max: 500 }))
    .map((days) => new Date(Date.now() + days * dayMs).toISOString());
}

function stringOf(schema: JsonSchema, name: string): Values {
  const { pattern, format } = schema;
  // Most requests have no cursor. The schema does not say which route a cursor must come from, so
  // the value may come from any route.
  if (name === 'cursor' || name === 'after')
    return fc.oneof(
      { weight: 5, arbitrary: fc.constant(undefined) },
      anyPick.map((pick) => placeholder('cursor', 'any', pick)),
    );
  if (format === 'date-time') return instantOf(name.startsWith('starts'));
  if (format === 'ipv4') return fc.ipV4();
  if (format === 'ipv6') return fc.ipV6();
  if (typeof pattern === 'string' && pattern.includes('@'))
    return fc.nat({ max: 20 }).map((number) => `${canary}.${number}@example.org`);
  if (name === 'phone')
    return fc.integer({ min: 100, max: 120 }).map((number) => `+49 221 4710${number}`);
  const plain = typeof pattern === 'string' ? matching(schema, pattern) : textOf(schema);
  if (!name.endsWith('_id')) return plain;
  // Most of these ids belong to existing records, so that more requests succeed. A conversation may
  // have a new id, so half of the conversation ids are new.
  const known = anyPick.map((pick) => placeholder('value', name, pick));
  return fc.oneof({ weight: name === 'conversation_id' ? 1 : 4, arbitrary: known }, plain);
}

function numberOf(schema: JsonSchema): Values {
  const min = (schema['minimum'] ?? schema['exclusiveMinimum'] ?? -1_000) as number;
  const max = (schema['maximum'] ?? schema['exclusiveMaximum'] ?? canaryNumber) as number;
  if (schema['type'] !== 'integer') return fc.double({ min, max, noNaN: true });
  // Most numbers are near zero if the schema allows it, so that sums stay small.
  const least = Math.ceil(Math.max(min, Math.min(-20, max)));
  const small = fc.integer({ min: least, max: Math.floor(Math.min(max, least + 2_000)) });
  return fc.oneof(small, small, fc.constantFrom(Math.ceil(min), Math.floor(max)));
}

function objectOf(schema: JsonSchema): Values {
  const properties = Object.entries((schema['properties'] ?? {}) as { [name: string]: JsonSchema });
  if (properties.length === 0 && schema['additionalProperties'] !== false)
    return fc.dictionary(fc.constantFrom('a', 'b', canary, 'ä'), fc.jsonValue({ maxDepth: 2 }), {
      maxKeys: 4,
      minKeys: (schema['minProperties'] as number | undefined) ?? 0,
    });
  const values = properties.map(([name, each]) => [name, arbitraryOf(each, name)] as const);
  const required = (schema['required'] as string[]) ?? [];
  const known = required.filter((name) => properties.some(([property]) => property === name));
  return fc.record(Object.fromEntries(values), { requiredKeys: known });
}

function arrayOf(schema: JsonSchema): Values {
  const minLength = (schema['minItems'] as number | undefined) ?? 0;
  const maxLength = Math.min((schema['maxItems'] as number | undefined) ?? 3, minLength + 2);
  return fc.array(arbitraryOf((schema['items'] ?? {}) as JsonSchema), { minLength, maxLength });
}

/**
 * Generates values that a schema of the description allows. Most of their strings contain the
 * canary, if the schema allows that.
 */
export function arbitraryOf(given: JsonSchema, name = ''): Values {
  const schema = resolveRef(given);
  if ('const' in schema) return fc.constant(schema['const']);
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
  if (schema['oneOf'] !== undefined || schema['anyOf'] !== undefined)
    return fc.oneof(...variantsOf(schema).map((variant) => arbitraryOf(variant, name)));
  if (Array.isArray(schema['allOf'])) {
    const { allOf, ...base } = schema;
    return arbitraryOf((allOf as JsonSchema[]).map(resolveRef).reduce(merge, base), name);
  }
  const { type } = schema;
  if (Array.isArray(type))
    return fc.oneof(...type.map((each) => arbitraryOf({ ...schema, type: each as string }, name)));
  if (type === 'string') return stringOf(schema, name);
  if (type === 'integer' || type === 'number') return numberOf(schema);
  if (type === 'boolean') return fc.boolean();
  if (type === 'null') return fc.constant(null);
  if (type === 'array') return arrayOf(schema);
  if (type === 'object' || 'properties' in schema) return objectOf(schema);
  return fc.oneof(fc.jsonValue({ maxDepth: 2 }), textOf(schema));
}
