import { describe, expect, test } from 'vitest';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import type { Context } from '#shared/records/context.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { restrictedId } from '#shared/store/restricted-collection.ts';
import { eraseSubject } from '#shared/subjects/erase-subject.ts';
import { world } from '#shared/subjects/testing/create-person-fixture.ts';
import { createRestrictionFixture } from '#shared/subjects/testing/create-restriction-fixture.ts';
import { deleteConversation } from './delete-conversation.ts';
import { deleteMessage } from './delete-message.ts';
import { createHeadWriter } from './head-writer.ts';
import { listConversations } from './list-conversations.ts';
import { setSubject } from './set-subject.ts';

/** Creates a conversation with these messages, and its subject. */
async function converse(...texts: readonly string[]) {
  const fixture = await createRestrictionFixture();
  const { ctx } = fixture;
  const companions = createHeadWriter()(ctx);
  const say = async (text: string) => {
    fixture.fixture.clock.now += 1_000_000;
    const body = { conversation_id: 'c', author: 'customer', text };
    const { records } = await createRecords(ctx, { category: chatMessages, body, companions });
    return records[0]?.id ?? '';
  };
  const ids: string[] = [];
  for (const text of texts) ids.push(await say(text));
  await setSubject(ctx, { conversationId: 'c', body: { email: 'anna@example.org' } });
  const shown = async () => {
    const { items } = await listConversations(ctx, { page: { limit: 10 } });
    return items.map(({ messages, last_message }) => [messages, last_message.preview]);
  };
  return { ...fixture, ids, say, shown };
}

describe('the head of a conversation', () => {
  test('does not count or show a restricted message until its restriction is lifted', async () => {
    const { ids, shown, restrict, lift } = await converse('eins', 'zwei', 'drei');
    const [first = '', , last = ''] = ids;
    await restrict(chatMessages, last);
    expect(await shown()).toEqual([[2, 'zwei']]);
    await restrict(chatMessages, first);
    expect(await shown()).toEqual([[1, 'zwei']]);
    await lift(chatMessages, last);
    expect(await shown()).toEqual([[2, 'drei']]);
    await lift(chatMessages, first);
    expect(await shown()).toEqual([[3, 'drei']]);
  });

  test('is removed while the only message is restricted, but the subject of the conversation is kept', async () => {
    const { ids, shown, restrict, lift, stored } = await converse('eins');
    const [only = ''] = ids;
    await restrict(chatMessages, only);
    expect(await shown()).toEqual([]);
    expect(await stored('conversation_links')).toHaveLength(1);
    await lift(chatMessages, only);
    expect(await shown()).toEqual([[1, 'eins']]);
  });

  test('counts an older message whose restriction is lifted, and still shows the newer message as the last', async () => {
    const { ids, say, shown, restrict, lift } = await converse('eins');
    const [only = ''] = ids;
    await restrict(chatMessages, only);
    await say('zwei');
    expect(await shown()).toEqual([[1, 'zwei']]);
    await lift(chatMessages, only);
    expect(await shown()).toEqual([[2, 'zwei']]);
  });

  test('is correct when a new message and a restriction happen at the same time', async () => {
    const { ids, say, shown, restrict, lift } = await converse('eins', 'zwei');
    const [, second = ''] = ids;
    await Promise.all([restrict(chatMessages, second), say('drei')]);
    expect(await shown()).toEqual([[2, 'drei']]);
    await Promise.all([lift(chatMessages, second), say('vier')]);
    expect(await shown()).toEqual([[4, 'vier']]);
  });
});

test('deleting a conversation does not delete its restricted messages', async () => {
  const { ctx, ids, list, restrict } = await converse('eins', 'zwei');
  const [first = ''] = ids;
  await restrict(chatMessages, first);
  await deleteConversation(ctx, { conversationId: 'c' });
  expect((await list(chatMessages)).items.map(({ id }) => id)).toEqual([first]);
});

describe.each([
  ['its conversation', (ctx: Context) => deleteConversation(ctx, { conversationId: 'c' })],
  ['the other messages', (ctx: Context, id: string) => deleteMessage(ctx, { id })],
])('if somebody deletes %s, a restricted message', (_what, remove) => {
  test('is still found by the subject of the conversation, and is erased with the person', async () => {
    const { ctx, ids, restrict, stored } = await converse('eins', 'zwei');
    const [first = '', second = ''] = ids;
    await restrict(chatMessages, first, 'needed_for_claims');
    await remove(ctx, second);
    const subject = { email: 'anna@example.org' };
    const body = { scope: { subject }, confirm: true, restricted_too: true };
    await eraseSubject(ctx, world, { body, idempotencyKey: undefined });
    expect(await stored(restrictedId(chatMessages.id))).toEqual([]);
    expect(await stored('conversation_links')).toEqual([]);
  });

  test('keeps the subject only until its restriction is lifted and it is deleted too', async () => {
    const { ctx, ids, restrict, lift, stored } = await converse('eins', 'zwei');
    const [first = '', second = ''] = ids;
    await restrict(chatMessages, first);
    await remove(ctx, second);
    await lift(chatMessages, first);
    expect(await stored('conversation_links')).toHaveLength(1);
    await remove(ctx, first);
    expect(await stored('conversation_links')).toEqual([]);
  });
});
