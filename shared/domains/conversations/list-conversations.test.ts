import { expect, test } from 'vitest';
import { microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { createRecords } from '#shared/records/create-records.ts';
import type { Filter } from '#shared/store/store.ts';
import { deleteMessage } from './delete-message.ts';
import { type ConversationsInput, listConversations } from './list-conversations.ts';
import { readConversation } from './read-conversation.ts';
import { createTalk } from './testing/create-talk.ts';

type Said = { readonly author?: string; readonly experience_id?: string };

function createTold() {
  const talk = createTalk();
  const { ctx, fixture, writer } = talk;
  async function tell(conversation_id: string, more: Said = {}) {
    fixture.clock.now += microsPerSecond;
    const body = { conversation_id, author: 'customer', text: 'x', ...more };
    const input = { category: chatMessages, body, companions: writer(ctx) };
    return (await createRecords(ctx, input)).records[0]?.id ?? '';
  }
  const idsOf = async (input: Partial<ConversationsInput>) => {
    const { items } = await listConversations(ctx, { page: { limit: 50 }, ...input });
    return items.map(({ id }) => id);
  };
  return { ...talk, tell, idsOf };
}

const equals = (field: string, value: unknown): Filter => ({ field, op: '==', value });

test('a filter by author compares only the author of the last message', async () => {
  const { tell, idsOf } = createTold();
  await tell('answered');
  await tell('waits');
  await tell('answered', { author: 'bot' });
  const unanswered = { filters: [equals('last_author', 'customer')] };
  expect(await idsOf(unanswered)).toEqual(['waits']);
  await tell('answered');
  expect(await idsOf(unanswered)).toEqual(['answered', 'waits']);
});

test('a conversation belongs to the experience of its latest message that names an experience', async () => {
  const { tell, idsOf, ctx } = createTold();
  await tell('c', { experience_id: 'shop' });
  await tell('c', { experience_id: 'help' });
  const unnamed = await tell('c');
  await tell('none');
  const within = (name: string) => idsOf({ filters: [equals('experience_id', name)] });
  expect([await within('help'), await within('shop')]).toEqual([['c'], []]);
  await deleteMessage(ctx, { id: unnamed });
  expect(await within('help')).toEqual(['c']);
  const { items } = await listConversations(ctx, { page: { limit: 50 } });
  expect(items.map(({ experience_id }) => experience_id)).toEqual([undefined, 'help']);
});

test('conversations are filtered by the time of their last message; a message at exactly the given time does not match', async () => {
  const { tell, idsOf, fixture } = createTold();
  await tell('a');
  const first = fixture.clock.now;
  await tell('b');
  const second = fixture.clock.now;
  await tell('c');
  const after: Filter = { field: 'last_at', op: '>', value: first };
  const before: Filter = { field: 'last_at', op: '<', value: second };
  expect(await idsOf({ filters: [after] })).toEqual(['c', 'b']);
  expect(await idsOf({ filters: [before] })).toEqual(['a']);
  expect(await idsOf({ filters: [after, before] })).toEqual([]);
});

test('a list by expiry begins with the conversation that expires next; it has pages, but no cursor for newer conversations', async () => {
  const { tell, ctx, fixture } = createTold();
  for (const id of ['old', 'middle', 'new']) {
    await tell(id);
    fixture.clock.now += microsPerDay;
  }
  await tell('old');
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = { limit: 1, cursor };
    const answer = await listConversations(ctx, { order: 'goes_first', page });
    expect(answer.newest_cursor).toBeNull();
    seen.push(...answer.items.map(({ id }) => id));
    cursor = answer.next_cursor ?? undefined;
  } while (cursor !== undefined);
  expect(seen).toEqual(['middle', 'new', 'old']);
});

test('reading a conversation from its end gives earlier messages page by page, and a cursor for newer messages', async () => {
  const { say, ctx } = createTalk();
  await say('c', ['one', 'two', 'three']);
  const input = { conversationId: 'c', order: 'newest_first' } as const;
  const textsOf = ({ items }: Awaited<ReturnType<typeof readConversation>>) =>
    items.map(({ fields }) => fields['text']);
  const end = await readConversation(ctx, { ...input, page: { limit: 2 } });
  expect(textsOf(end)).toEqual(['three', 'two']);
  const cursor = end.next_cursor ?? '';
  expect(textsOf(await readConversation(ctx, { ...input, page: { limit: 2, cursor } }))).toEqual([
    'one',
  ]);
  await say('c', ['four']);
  const after = end.newest_cursor ?? '';
  const since = await readConversation(ctx, { ...input, page: { limit: 5, after } });
  expect(textsOf(since)[0]).toBe('four');
});
