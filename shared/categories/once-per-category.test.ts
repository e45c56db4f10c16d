import { expect, test } from 'vitest';
import { chatMessages } from './chat-messages.ts';
import { customers } from './customers.ts';
import { oncePerCategory } from './once-per-category.ts';
import { correctionSchema, createSchema } from './record-schema.ts';

test('a value is calculated only once for each category, even if it is undefined', () => {
  const asked: string[] = [];
  const nothing = oncePerCategory(({ id }) => void asked.push(id));
  for (const category of [customers, chatMessages, customers, chatMessages]) nothing(category);
  expect(asked).toEqual(['customers', 'chat_messages']);
});

test.each([
  ['creating', createSchema],
  ['correcting', correctionSchema],
])(
  'the schema of a category for %s is made only once, and is not the schema of another category',
  (_name, schemaOf) => {
    expect(schemaOf(customers)).toBe(schemaOf(customers));
    expect(schemaOf(customers)).not.toBe(schemaOf(chatMessages));
    // This copy is another category with a schema of its own, although it has the same id.
    expect(schemaOf({ ...customers })).not.toBe(schemaOf(customers));
  },
);
