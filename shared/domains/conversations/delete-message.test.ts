import { beforeEach, describe, expect, test } from 'vitest';
import { formatInstant } from '#shared/base/time/instant.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { deleteRecords } from '#shared/records/delete-records.ts';
import { deleteMessage, messageDeletions } from './delete-message.ts';
import { headRef } from './head-ref.ts';
import { setSubject, subjectRefs } from './set-subject.ts';
import { createTalk } from './testing/create-talk.ts';

let { fixture, ctx, say, conversations, textsOf } = createTalk();

beforeEach(() => {
  ({ fixture, ctx, say, conversations, textsOf } = createTalk());
});

describe('deleting a message by hand', () => {
  test('leaves a head that counts the remaining messages, even if several processes delete the same messages', async () => {
    const stored = await say('c1', ['eins', 'zwei', 'drei', 'vier', 'fünf']);
    const ids = stored.map(({ id }) => id);
    const lists = [ids.slice(0, 3), ids.slice(1, 4), ids.slice(1, 4), [ids[3] ?? '']];
    const input = { category: chatMessages, idempotencyKey: undefined };
    await Promise.all(
      lists.map((list) => {
        const other = fixture.otherProcess('acme');
        return deleteRecords(other, { ...input, ids: list, writesOf: messageDeletions });
      }),
    );
    expect(await textsOf('c1')).toEqual(['fünf']);
    expect(await conversations()).toMatchObject([
      { messages: 1, last_message: { preview: 'fünf' } },
    ]);
  });

  test('replaces the last message in the head by the previous one, and leaves nothing of the deleted message', async () => {
    const [first] = await say('c1', ['eins']);
    const [last] = await say('c1', ['zwei']);
    await deleteMessage(ctx, { id: last?.id ?? '' });
    expect(await conversations()).toMatchObject([
      {
        messages: 1,
        last_at: formatInstant(first?.createdAt ?? 0),
        expires_at: formatInstant(first?.expiresAt ?? 0),
        last_message: { id: first?.id, preview: 'eins' },
      },
    ]);
    const stored = await fixture.store.get(headRef('acme', 'c1'));
    expect(JSON.stringify(stored)).not.toContain(last?.id);
    expect(await textsOf('c1')).toEqual(['eins']);
  });

  test('makes the conversation begin with the next message, if the deleted message was the first', async () => {
    const [first] = await say('c1', ['eins']);
    const [last] = await say('c1', ['zwei']);
    await deleteMessage(ctx, { id: first?.id ?? '' });
    const at = formatInstant(last?.createdAt ?? 0);
    expect(await conversations()).toMatchObject([{ messages: 1, first_at: at, last_at: at }]);
  });

  test('deletes the conversation if the message was the only one, and a new message starts the conversation again', async () => {
    const [only] = await say('c1', ['x']);
    await deleteMessage(ctx, { id: only?.id ?? '' });
    expect(await conversations()).toEqual([]);
    expect(await fixture.store.get(headRef('acme', 'c1'))).toBeUndefined();
    await say('c1', ['y']);
    expect(await conversations()).toMatchObject([{ messages: 1 }]);
  });

  test('is noticed by another process that had cached the head before the deletion', async () => {
    const [, second] = await say('c1', ['eins', 'zwei']);
    await deleteMessage(fixture.otherProcess('acme'), { id: second?.id ?? '' });
    await say('c1', ['drei']);
    expect(await conversations()).toMatchObject([
      { messages: 2, last_message: { preview: 'drei' } },
    ]);
  });

  test('leaves no conversation if all messages are deleted at the same time', async () => {
    const records = await say('c1', ['1', '2', '3', '4', '5']);
    await Promise.all(records.map(({ id }) => deleteMessage(ctx, { id })));
    expect(await conversations()).toEqual([]);
  });

  test('keeps the conversation and its subject if no other message can be decrypted; the head then has no preview', async () => {
    const damaged = await say('c1', ['eins', 'zwei', 'drei']);
    const [last] = await say('c1', ['vier']);
    await setSubject(ctx, { conversationId: 'c1', body: { email: 'anna@example.com' } });
    await fixture.store.commit(
      damaged.map(({ id }) => {
        const ref = { tenant: 'acme', collection: chatMessages.id, id };
        return { kind: 'update', ref, data: { text_aes: new Uint8Array(40) } };
      }),
    );
    await deleteMessage(ctx, { id: last?.id ?? '' });
    const { id, createdAt } = damaged[2] ?? {};
    expect(await conversations()).toMatchObject([
      { messages: 3, last_at: formatInstant(createdAt ?? 0), last_message: { id, preview: '' } },
    ]);
    const [subject] = await fixture.store.getAll(subjectRefs('acme', 'c1'));
    expect(subject).toBeDefined();
  });

  test('is refused if the caller lacks the scope or belongs to another tenant', async () => {
    const [record] = await say('c1', ['x']);
    const input = { id: record?.id ?? '' };
    const reader = fixture.contextOf('acme', ['chat_messages:read']);
    await expect(deleteMessage(reader, input)).rejects.toMatchObject({ code: 'scope-missing' });
    await expect(deleteMessage(fixture.contextOf('other'), input)).rejects.toMatchObject({
      code: 'record-not-found',
    });
    expect(await conversations()).toHaveLength(1);
  });
});

describe('deleting several messages together', () => {
  test('updates a conversation in which messages remain, and deletes a conversation that has none', async () => {
    const [first, second] = await say('c1', ['eins', 'zwei', 'drei', 'vier']);
    const last = (await say('c1', ['fünf'])).at(-1);
    const gone = await say('c2', ['x', 'y']);
    const ids = [first, second, last, ...gone].map((record) => record?.id ?? '');
    fixture.takeCalls();
    const writesOf = messageDeletions;
    await deleteRecords(ctx, { category: chatMessages, ids, idempotencyKey: undefined, writesOf });
    // The verb reads the messages, and for each conversation the head and the latest messages. In
    // the conversation without messages it also looks for a restricted message. The first commit
    // writes the ledger. The second commit makes all deletions.
    expect(fixture.takeCalls()).toMatchObject({ getAll: 1, get: 2, query: 3, commit: 2 });
    expect(await conversations()).toMatchObject([
      { messages: 2, last_message: { preview: 'vier' } },
    ]);
    expect(await textsOf('c1')).toEqual(['drei', 'vier']);
    expect(await fixture.store.get(headRef('acme', 'c2'))).toBeUndefined();
  });
});
