import { expect, test } from 'vitest';
import { chatMessages } from './chat-messages.ts';
import { customers } from './customers.ts';
import { oncePerCategory } from './once-per-category.ts';
import { correctionSchema, createSchema } from './record-schema.ts';

test('something is made once of each category, even when nothing comes of it', () => {
  const asked: string[] = [];
  const nothing = oncePerCategory(({ id }) => void asked.push(id));
  for (const category of [customers, chatMessages, customers, chatMessages]) nothing(category);
  expect(asked).toEqual(['customers', 'chat_messages']);
});

test.each([
  ['creating', createSchema],
  ['correcting', correctionSchema],
])(
  'requests share the schema for %s, which is compiled when it is first used',
  (_name, schemaOf) => {
    expect(schemaOf(customers)).toBe(schemaOf(customers));
    expect(schemaOf(customers)).not.toBe(schemaOf(chatMessages));
    // Another category of the same name is another.
    expect(schemaOf({ ...customers })).not.toBe(schemaOf(customers));
  },
);
