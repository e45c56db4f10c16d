import { expect, test } from 'vitest';
import { chatMessages } from './chat-messages.ts';
import { customers } from './customers.ts';
import { oncePerCategory } from './once-per-category.ts';
import { correctionSchema, createSchema } from './record-schema.ts';

test('a value is calculated only once for each category, even if the value is undefined', () => {
  const asked: string[] = [];
  const nothing = oncePerCategory(({ id }) => void asked.push(id));
  for (const category of [customers, chatMessages, customers, chatMessages]) nothing(category);
  expect(asked).toEqual(['customers', 'chat_messages']);
});

test.each([
  ['creating', createSchema],
  ['correcting', correctionSchema],
])(
  'the schema for %s records is made once for each category, and differs from category to category',
  (_name, schemaOf) => {
    expect(schemaOf(customers)).toBe(schemaOf(customers));
    expect(schemaOf(customers)).not.toBe(schemaOf(chatMessages));
    // The copy has the same id, but it is another object. So it counts as another category and gets
    // its own schema.
    expect(schemaOf({ ...customers })).not.toBe(schemaOf(customers));
  },
);
