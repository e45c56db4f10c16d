import { describe, expect, test } from 'vitest';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { customers } from '#shared/categories/customers.ts';
import { messengerSessions } from '#shared/categories/messenger-sessions.ts';
import { nluMessages } from '#shared/categories/nlu-messages.ts';
import type { Context } from '#shared/records/context.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { onStore } from '#shared/records/testing/create-test-context.ts';
import { createRestoreFixture } from '#shared/restores/testing/create-restore-fixture.ts';
import { restrictedId } from '#shared/store/restricted-collection.ts';
import { type Store, StoreUnavailable } from '#shared/store/store.ts';
import { eraseSubject } from '#shared/subjects/erase-subject.ts';
import { previewSubject } from '#shared/subjects/preview-subject.ts';
import { world } from '#shared/subjects/testing/create-person-fixture.ts';
import { createRestrictionFixture } from '#shared/subjects/testing/create-restriction-fixture.ts';
import { deleteConversation } from './delete-conversation.ts';
import { deleteMessage } from './delete-message.ts';
import { deletedAtOnceMax } from './erase-conversations.ts';
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
  test('is still found through the subject of its conversation, so an erasure of the person erases it', async () => {
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

describe('if an erasure finds a restricted record in a conversation, the subject of the conversation', () => {
  const subject = { email: 'anna@example.org' };
  const eraseAnna = (ctx: Context, more: object = {}) =>
    eraseSubject(ctx, world, {
      body: { scope: { subject }, confirm: true, ...more },
      idempotencyKey: undefined,
    });
  const previewAnna = async (ctx: Context, more: object = {}) => {
    const preview = await previewSubject(ctx, world, { body: { ...subject, ...more } });
    return { ...preview, beside: preview.beside.map(({ collection }) => collection) };
  };

  test.each([
    ['of the person', { subject }],
    ['of the conversation', { conversation_id: 'c' }],
  ])(
    'stays with a kept message after an erasure %s, and leads a later erasure to this message',
    async (_of, scope) => {
      const { ctx, ids, restrict, stored } = await converse('eins', 'zwei');
      await restrict(chatMessages, ids[0] ?? '', 'needed_for_claims');
      await eraseAnna(ctx, { scope });
      expect(await stored(chatMessages.id)).toEqual([]);
      expect(await stored(restrictedId(chatMessages.id))).toHaveLength(1);
      const { stays } = await previewAnna(ctx);
      expect(stays).toContainEqual(
        expect.objectContaining({ what: 'restricted_records', count: 1 }),
      );
      await eraseAnna(ctx, { restricted_too: true });
      expect(await stored(restrictedId(chatMessages.id))).toEqual([]);
      expect(await stored('conversation_links')).toEqual([]);
    },
  );

  test('is counted as deleted only by a preview with `restricted_too`, and such a preview has a different plan', async () => {
    const { ctx, ids, restrict } = await converse('eins', 'zwei');
    await restrict(chatMessages, ids[0] ?? '', 'needed_for_claims');
    const [kept, too] = [await previewAnna(ctx), await previewAnna(ctx, { restricted_too: true })];
    expect(kept.beside).toEqual([]);
    expect(too.beside).toEqual([restrictedId(chatMessages.id), 'conversation_links']);
    await expect(eraseAnna(ctx, { plan: too.plan })).rejects.toMatchObject({
      code: 'plan-changed',
    });
    const { erasure } = await eraseAnna(ctx, { plan: kept.plan });
    expect(erasure.data).toMatchObject({ counts: ['chat_messages=1'], restricted_left: 1 });
    expect(erasure.data).not.toHaveProperty('subjects_kept');
  });

  test('leads to a kept message whose restriction is lifted after the erasure, and is deleted with this message', async () => {
    const { ctx, ids, restrict, lift, shown, stored } = await converse('eins', 'zwei');
    await restrict(chatMessages, ids[0] ?? '', 'needed_for_claims');
    await eraseAnna(ctx);
    expect(await shown()).toEqual([]);
    await lift(chatMessages, ids[0] ?? '');
    expect(await shown()).toEqual([[1, 'eins']]);
    await eraseAnna(ctx);
    expect(await stored(chatMessages.id)).toEqual([]);
    expect(await stored('conversation_links')).toEqual([]);
  });

  test('stays if the kept record does not contain the identifier by which the erasure was requested', async () => {
    const { ctx, restrict, stored } = await converse('eins');
    const body = { channel: 'facebook', external_id: 'psid', conversation_id: 'c', state: {} };
    const { records } = await createRecords(ctx, { category: messengerSessions, body });
    await restrict(messengerSessions, records[0]?.id ?? '', 'needed_for_claims');
    await eraseAnna(ctx);
    await eraseAnna(ctx, { restricted_too: true });
    expect(await stored(restrictedId(messengerSessions.id))).toEqual([]);
    expect(await stored('conversation_links')).toEqual([]);
  });

  test('is deleted if the kept record contains this identifier', async () => {
    const { ctx, restrict, stored } = await converse('eins');
    const body = { ...subject, authenticated_by: 'sso', conversation_id: 'c' };
    const { records } = await createRecords(ctx, { category: customers, body });
    await restrict(customers, records[0]?.id ?? '', 'needed_for_claims');
    await eraseAnna(ctx);
    expect(await stored(restrictedId(customers.id))).toHaveLength(1);
    expect(await stored('conversation_links')).toEqual([]);
  });

  test('is stored after the restore of a backup from before the erasure, if the message is kept', async () => {
    const { ctx, fixture, ids, restrict, stored } = await converse('eins', 'zwei');
    const restores = createRestoreFixture(fixture);
    await restores.raise();
    const backup = await restores.backUp();
    await restrict(chatMessages, ids[0] ?? '', 'needed_for_claims');
    await eraseAnna(ctx);
    await restores.restoreFrom(backup);
    expect(await stored(chatMessages.id)).toEqual([]);
    expect(await stored('conversation_heads')).toEqual([]);
    expect(await stored(restrictedId(chatMessages.id))).toHaveLength(1);
    expect(await stored('conversation_links')).toHaveLength(1);
  });

  test('is stored after the restore of a backup from before the erasure, if a record of another category is kept', async () => {
    const { ctx, fixture, restrict, stored } = await converse('eins');
    const body = { conversation_id: 'c', text: 'Wo ist mein Paket?', intent: 'order.status' };
    const { records } = await createRecords(ctx, { category: nluMessages, body });
    await restrict(nluMessages, records[0]?.id ?? '', 'needed_for_claims');
    const restores = createRestoreFixture(fixture);
    await restores.raise();
    const backup = await restores.backUp();
    await eraseAnna(ctx);
    await restores.restoreFrom(backup);
    expect(await stored(chatMessages.id)).toEqual([]);
    expect(await stored('conversation_links')).toHaveLength(1);
  });

  test('is deleted with a message that is restricted only until its accuracy is decided', async () => {
    const { ctx, ids, restrict, stored } = await converse('eins', 'zwei');
    await restrict(chatMessages, ids[0] ?? '');
    await eraseAnna(ctx);
    expect(await stored(restrictedId(chatMessages.id))).toEqual([]);
    expect(await stored('conversation_links')).toEqual([]);
  });
});

describe('while a conversation is deleted, its subject', () => {
  type Conversation = Awaited<ReturnType<typeof converse>>;
  const deleteOn = ({ ctx }: Conversation, change: (store: Store) => Partial<Store>) => {
    const { store } = ctx;
    const hooked = onStore(ctx, { ...store, ...change(store) });
    return deleteConversation(hooked, { conversationId: 'c' });
  };
  const sayMany = async ({ ctx }: Conversation, count: number) => {
    const text = { conversation_id: 'c', author: 'customer', text: 'x' };
    const body = Array.from({ length: count }, () => text);
    const companions = createHeadWriter()(ctx);
    const { records } = await createRecords(ctx, { category: chatMessages, body, companions });
    return records.map(({ id }) => id);
  };
  /** Calls `then` once, after the first commit that deletes messages. */
  const afterFirst = (then: () => Promise<unknown>) => (store: Store) => {
    let isDone = false;
    const commit: Store['commit'] = async (writes) => {
      const versions = await store.commit(writes);
      const isDeletion = ({ kind, ref }: (typeof writes)[number]) =>
        kind === 'delete' && ref.collection === chatMessages.id;
      if (isDone || !writes.some(isDeletion)) return versions;
      isDone = true;
      await then();
      return versions;
    };
    return { commit };
  };

  test.each([
    ['before', 'the head is read', 'getAll'],
    ['after', 'the head is read', 'getAll'],
    ['before', 'the messages are deleted', 'commit'],
  ] as const)('stays if a message is restricted immediately %s %s', async (when, _what, call) => {
    const conversation = await converse('eins', 'zwei');
    const { ids, restrict, stored } = conversation;
    let isDone = false;
    const around = async <T>(inner: () => Promise<T>): Promise<T> => {
      const isFirst = !isDone;
      isDone = true;
      if (isFirst && when === 'before') await restrict(chatMessages, ids[0] ?? '');
      const answer = await inner();
      if (isFirst && when === 'after') await restrict(chatMessages, ids[0] ?? '');
      return answer;
    };
    await deleteOn(conversation, (store) =>
      call === 'getAll'
        ? { getAll: (refs) => around(() => store.getAll(refs)) }
        : { commit: (writes) => around(() => store.commit(writes)) },
    );
    expect(await stored(chatMessages.id)).toEqual([]);
    expect(await stored(restrictedId(chatMessages.id))).toHaveLength(1);
    expect(await stored('conversation_links')).toHaveLength(1);
  });

  test('stays if a message is restricted between two commits', async () => {
    const conversation = await converse('eins');
    const ids = await sayMany(conversation, deletedAtOnceMax);
    const { restrict, stored } = conversation;
    const left = async () => {
      const [message] = await stored(chatMessages.id);
      await restrict(chatMessages, message?.ref.id ?? '');
    };
    expect(ids).toHaveLength(deletedAtOnceMax);
    await deleteOn(conversation, afterFirst(left));
    expect(await stored(chatMessages.id)).toEqual([]);
    expect(await stored(restrictedId(chatMessages.id))).toHaveLength(1);
    expect(await stored('conversation_links')).toHaveLength(1);
  });

  test('stays if a message is restricted after it is read for the last commit', async () => {
    const conversation = await converse('eins');
    await sayMany(conversation, deletedAtOnceMax);
    const { restrict, stored } = conversation;
    let reads = 0;
    await deleteOn(conversation, (store) => ({
      async query(query) {
        const found = await store.query(query);
        if (query.collection === chatMessages.id) reads += 1;
        if (query.collection === chatMessages.id && reads === 2)
          await restrict(chatMessages, found[0]?.ref.id ?? '');
        return found;
      },
    }));
    expect(await stored(restrictedId(chatMessages.id))).toHaveLength(1);
    expect(await stored('conversation_links')).toHaveLength(1);
  });

  test('stays if a restriction is lifted between the reads', async () => {
    const conversation = await converse('eins');
    const { ids, restrict, lift, stored } = conversation;
    await restrict(chatMessages, ids[0] ?? '');
    await deleteOn(conversation, (store) => ({
      async query(query) {
        const found = await store.query(query);
        if (query.collection === chatMessages.id && found.length === 0)
          await lift(chatMessages, ids[0] ?? '').catch(() => undefined);
        return found;
      },
    }));
    expect(await stored(chatMessages.id)).toHaveLength(1);
    expect(await stored('conversation_links')).toHaveLength(1);
  });

  test('leads to the remaining messages if the process is killed after the first commit', async () => {
    const conversation = await converse('eins');
    await sayMany(conversation, deletedAtOnceMax);
    const { ctx, stored } = conversation;
    const kill = () => Promise.reject(new StoreUnavailable('killed'));
    const killed = deleteOn(conversation, afterFirst(kill));
    await expect(killed).rejects.toBeInstanceOf(StoreUnavailable);
    expect(await stored(chatMessages.id)).toHaveLength(1);
    const body = { scope: { subject: { email: 'anna@example.org' } }, confirm: true };
    await eraseSubject(ctx, world, { body, idempotencyKey: undefined });
    expect(await stored(chatMessages.id)).toEqual([]);
    expect(await stored('conversation_links')).toEqual([]);
  });
});
