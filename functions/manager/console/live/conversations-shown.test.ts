import { expect, it } from 'vitest';
import type { Conversation } from '#shared/client/schemas.ts';
import { addChanged, showConversations } from './conversations-shown.ts';

type Author = Conversation['last_message']['author'];

const at = (id: string, minute: number, author: Author = 'customer'): Conversation => ({
  id,
  first_at: '2026-03-01T10:00:00.000Z',
  last_at: `2026-03-01T10:0${minute}:00.000Z`,
  expires_at: `2026-03-08T10:0${minute}:00.000Z`,
  messages: 1,
  last_message: { id: `${id}-${minute}`, author },
});

const idsOf = (conversations: readonly Conversation[]) => conversations.map(({ id }) => id);
const all = { narrowing: {}, hasMore: false };

it('a conversation with a new message moves to the top of the list, in its present state', () => {
  const known = [at('b', 3), at('a', 2)];
  const shown = showConversations({ ...all, known, changed: [at('a', 5)] });
  expect(shown).toEqual([at('a', 5), at('b', 3)]);
});

it('a new conversation is put at its place in the order, and all others stay', () => {
  const known = [at('c', 4), at('a', 1)];
  expect(idsOf(showConversations({ ...all, known, changed: [at('b', 3)] }))).toEqual([
    'c',
    'b',
    'a',
  ]);
});

it('a conversation is no longer listed as unanswered after the bot has written', () => {
  const narrowing = { last_author: 'customer' } as const;
  const known = [at('b', 3), at('a', 2)];
  const changed = [at('a', 5, 'bot'), at('c', 6)];
  expect(idsOf(showConversations({ ...all, narrowing, known, changed }))).toEqual(['c', 'b']);
});

it('in the order `goes_first`, a changed conversation is sorted by its expiry; if it belongs to a later page, it is left out', () => {
  const narrowing = { order: 'goes_first' } as const;
  const known = [at('a', 1), at('b', 3)];
  const input = { narrowing, known, changed: [at('a', 5), at('c', 2)] };
  expect(idsOf(showConversations({ ...input, hasMore: false }))).toEqual(['c', 'b', 'a']);
  expect(idsOf(showConversations({ ...input, hasMore: true }))).toEqual(['c', 'b']);
});

it('of two states of a conversation, the list shows the state with the later message, even if the other state was read later', () => {
  const known = [at('a', 5)];
  expect(showConversations({ ...all, known, changed: [at('a', 2)] })).toEqual(known);
  expect(idsOf(addChanged([at('a', 1), at('b', 1)], [at('a', 2)]))).toEqual(['a', 'b']);
});

it('conversations with the same time keep the order of the API', () => {
  const known = [at('b', 3), at('c', 3), at('a', 3), at('d', 3)];
  const changed = [at('c', 3)];
  expect(idsOf(showConversations({ ...all, known, changed }))).toEqual(['b', 'c', 'a', 'd']);
});
