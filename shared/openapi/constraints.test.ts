import { describe, expect, test } from 'vitest';
import { createSchema } from '#shared/categories/record-schema.ts';
import { categories } from '#shared/categories/registry.ts';
import { categoryExamples } from './category-examples.ts';
import { componentName } from './category-schemas.ts';
import { describeApi } from './describe-api.ts';
import { type JsonSchema, schemaRef } from './openapi-document.ts';
import { readOperations } from './read-contents.ts';
import { createValidator } from './testing/create-validator.ts';

const document = describeApi(categories);
const validate = createValidator(document);

/**
 * Each case names a category, and fields to change in the category's example. Some of the changed
 * bodies are valid, others are not.
 */
const cases: readonly (readonly [string, { readonly [field: string]: unknown }])[] = [
  ['chat_messages', { text: '🍀'.repeat(16_000) }],
  ['chat_messages', { text: '🍀'.repeat(16_001) }],
  ['chat_messages', { text: '' }],
  ['chat_messages', { author: 'robot' }],
  ['chat_messages', { conversation_id: 'a b' }],
  ['chat_messages', { conversation_id: 'x'.repeat(65) }],
  ['chat_messages', { sent_at: '2026-02-30T10:00:00Z' }],
  ['chat_messages', { sent_at: '2026-02-28T10:00:00.5+01:00' }],
  ['chat_messages', { unknown: 1 }],
  ['nlu_messages', { confidence: 1 }],
  ['nlu_messages', { confidence: 1.01 }],
  ['nlu_messages', { reviewed: 'true' }],
  ['customers', { email: 'a@b' }],
  ['customers', { email: `${'ä'.repeat(64)}@exämple.com` }],
  ['customers', { values: Object.fromEntries(Array.from({ length: 200 }, (_, key) => [key, 0])) }],
  ['customers', { values: Object.fromEntries(Array.from({ length: 201 }, (_, key) => [key, 0])) }],
  ['customers', { values: [] }],
  ['runtime_log', { ip: '2001:db8::1' }],
  ['runtime_log', { ip: '203.0.113.256' }],
  ['variables', { value: null }],
  ['variables', { name: 'a-b' }],
  ['loyalty_transactions', { coins: -1 }],
  ['loyalty_transactions', { coins: 1.5 }],
  ['loyalty_redemptions', { coins: 0 }],
  ['loyalty_redemptions', { phone: '(030) 23125/014' }],
  ['loyalty_redemptions', { phone: 'keine' }],
];

/**
 * Returns the places in a schema where an object declares properties, but does not say whether it
 * allows other properties.
 */
function openObjects(schema: JsonSchema, at: string, seen: Set<string>): string[] {
  const ref = schema['$ref'] as string | undefined;
  if (ref !== undefined) {
    const name = ref.split('/').at(-1) ?? '';
    if (seen.has(name)) return [];
    seen.add(name);
    return openObjects(document.components.schemas[name] ?? {}, name, seen);
  }
  const properties = Object.entries((schema['properties'] ?? {}) as { [name: string]: JsonSchema });
  const isOpen = properties.length > 0 && schema['additionalProperties'] === undefined;
  const choices = ['oneOf', 'anyOf', 'allOf'].flatMap(
    (word) => (schema[word] ?? []) as JsonSchema[],
  );
  const items = schema['items'] === undefined ? [] : [schema['items'] as JsonSchema];
  return [
    ...(isOpen ? [at] : []),
    ...properties.flatMap(([name, inner]) => openObjects(inner, `${at}/${name}`, seen)),
    ...[...choices, ...items].flatMap((inner) => openObjects(inner, at, seen)),
  ];
}

test('the schema of each request body says whether the body may have unknown fields', () => {
  const seen = new Set<string>();
  const open = [...readOperations(document)].flatMap(([route, { requestBody }]) =>
    Object.values(requestBody?.content ?? {}).flatMap(({ schema }) =>
      openObjects(schema, route, seen),
    ),
  );
  expect(seen.size).toBeGreaterThan(50);
  expect(open).toEqual([]);
});

describe('the described schema accepts the same bodies as the API', () => {
  test.each(cases)('%s %o', (id, changes) => {
    const category = categories.find((each) => each.id === id);
    if (category === undefined) throw new Error(id);
    const body = { ...categoryExamples[id]?.sent, ...changes };
    const described = validate(schemaRef(`${componentName(category)}Create`), body);
    expect(described.length === 0).toBe(createSchema(category).safeParse(body).success);
  });
});
