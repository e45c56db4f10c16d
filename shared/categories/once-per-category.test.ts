import { expect, test } from 'vitest';
import { chatMessages } from './chat-messages.ts';
import { customers } from './customers.ts';
import { oncePerCategory } from './once-per-category.ts';
import { correctionSchema, createSchema } from './record-schema.ts';

test('a calculated value is computed once for each category, even if it is undefined', () => {
  const asked: string[] = [];
  const nothing = oncePerCategory(({ id }) => void asked.push(id));
  for (const category of [customers, chatMessages, customers, chatMessages]) nothing(category);
  expect(asked).toEqual(['customers', 'chat_messages']);
});

test.each([
  ['creating', createSchema],
  ['correcting', correctionSchema],
])('all requests share the schema of a category for %s', (_name, schemaOf) => {
  expect(schemaOf(customers)).toBe(schemaOf(customers));
  expect(schemaOf(customers)).not.toBe(schemaOf(chatMessages));
  // Another category has its own schema, even if it has the same name.
  expect(schemaOf({ ...customers })).not.toBe(schemaOf(customers));
});
