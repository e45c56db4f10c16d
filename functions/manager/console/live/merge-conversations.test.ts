import { expect, it } from 'vitest';
import type { Conversation } from '#shared/client/schemas.ts';
import { mergeConversations } from './merge-conversations.ts';

const at = (id: string, minute: number, messages = 1): Conversation => ({
  id,
  first_at: '2026-03-01T10:00:00.000Z',
  last_at: `2026-03-01T10:0${minute}:00.000Z`,
  expires_at: '2026-03-08T10:00:00.000Z',
  messages,
  last_message: { id: `${id}-${minute}`, author: 'customer' },
});

it('puts a conversation with a new message first, once, as it is now', () => {
  const known = [at('b', 3), at('a', 2)];
  expect(mergeConversations(known, [at('a', 5, 2)])).toEqual([at('a', 5, 2), at('b', 3)]);
});

it('adds a new conversation at its place and loses none', () => {
  const merged = mergeConversations([at('c', 4), at('a', 1)], [at('b', 3)]);
  expect(merged.map(({ id }) => id)).toEqual(['c', 'b', 'a']);
});
