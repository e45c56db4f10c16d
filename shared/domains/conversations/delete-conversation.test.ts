import { beforeEach, describe, expect, test } from 'vitest';
import { microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { conversationLinks } from '#shared/records/collections.ts';
import { onStore } from '#shared/records/testing/create-test-context.ts';
import { StoreUnavailable } from '#shared/store/store.ts';
import { deleteConversation } from './delete-conversation.ts';
import { deletedAtOnceMax } from './erase-conversations.ts';
import { headRef } from './head-ref.ts';
import { createHeadWriter } from './head-writer.ts';
import { setSubject, subjectRefs } from './set-subject.ts';
import { createTalk } from './testing/create-talk.ts';

let { fixture, ctx, say, conversations, textsOf } = createTalk();

beforeEach(() => {
  ({ fixture, ctx, say, conversations, textsOf } = createTalk());
});

const many = (count: number) => Array.from({ length: count }, (_, at) => `Nachricht ${at}`);

describe('deleting a conversation', () => {
  test('deletes its messages, head and subject, and changes no other conversation', async () => {
    await say('c1', ['eins', 'zwei']);
    await say('c2', ['bleibt']);
    await setSubject(ctx, { conversationId: 'c1', body: { email: 'anna@example.com' } });
    await setSubject(ctx, { conversationId: 'c1', body: { phone: '+49 30 23125 001' } });
    await setSubject(ctx, { conversationId: 'c2', body: { email: 'anna@example.com' } });
    await deleteConversation(ctx, { conversationId: 'c1' });
    expect(await textsOf('c1')).toEqual([]);
    expect(await textsOf('c2')).toEqual(['bleibt']);
    expect((await conversations()).map(({ id }) => id)).toEqual(['c2']);
    const left = await fixture.store.getAll([
      headRef('acme', 'c1'),
      ...subjectRefs('acme', 'c1'),
      ...subjectRefs('acme', 'c2'),
    ]);
    expect(left.map((document) => document?.ref.collection)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      conversationLinks.id,
      undefined,
      undefined,
    ]);
  });

  test('limits the size of each commit, even for a very long conversation', async () => {
    const length = 2 * deletedAtOnceMax + 50;
    await say('c1', many(length));
    const sizes: number[] = [];
    const commit: typeof ctx.store.commit = (writes) => {
      sizes.push(writes.length);
      return fixture.store.commit(writes);
    };
    await deleteConversation(onStore(ctx, { ...fixture.store, commit }), { conversationId: 'c1' });
    // The ledger is written before each of these three commits.
    expect(sizes.filter((size) => size > 1)).toHaveLength(3);
    expect(sizes).toHaveLength(6);
    // Each of the three commits also replaces or deletes the head. The last commit also deletes the
    // three documents that may store the subject.
    expect(Math.max(...sizes)).toBe(deletedAtOnceMax + 1);
    expect(sizes.at(-1)).toBe(50 + 4);
    expect(await textsOf('c1')).toEqual([]);
  });

  test('also deletes expired messages that no purge has deleted yet', async () => {
    const [record] = await say('c1', ['alt']);
    fixture.clock.now += 8 * microsPerDay;
    await deleteConversation(ctx, { conversationId: 'c1' });
    const ref = { tenant: 'acme', collection: 'chat_messages', id: record?.id ?? '' };
    expect(await fixture.store.get(ref)).toBeUndefined();
  });

  test('hides the conversation with the first commit of deletions, and can be completed after a kill', async () => {
    const length = 2 * deletedAtOnceMax + 1;
    for (const survived of [0, 1, 2, 3, 4, 5]) {
      await say('c1', many(length));
      let commits = 0;
      const commit: typeof ctx.store.commit = async (writes) => {
        if (commits === survived) throw new StoreUnavailable('killed');
        commits += 1;
        return fixture.store.commit(writes);
      };
      const killed = deleteConversation(onStore(ctx, { ...fixture.store, commit }), {
        conversationId: 'c1',
      });
      await expect(killed).rejects.toBeInstanceOf(StoreUnavailable);
      expect(await conversations()).toHaveLength(survived < 2 ? 1 : 0);
      await deleteConversation(fixture.otherProcess('acme'), { conversationId: 'c1' });
      expect(await textsOf('c1')).toEqual([]);
      expect(await conversations()).toEqual([]);
      expect(await fixture.store.get(headRef('acme', 'c1'))).toBeUndefined();
    }
  });

  test('also hides the conversation from a process with a slower clock; this process can store a new message during the deletion', async () => {
    await say('c1', many(deletedAtOnceMax + 1));
    const slower = fixture.otherProcess('acme');
    const during: unknown[] = [];
    const commit: typeof ctx.store.commit = async (writes) => {
      const versions = await fixture.store.commit(writes);
      const isBlanked = writes.some(({ kind, ref }) => kind !== 'delete' && ref.id === head.id);
      if (isBlanked) {
        during.push(...(await conversations(slower)));
        await say('c1', ['neu'], { ctx: slower, writer: createHeadWriter() });
        during.push(...(await conversations(slower)));
      }
      return versions;
    };
    const head = headRef('acme', 'c1');
    const ahead = { ...ctx, now: () => fixture.clock.now + 8 * microsPerSecond };
    await deleteConversation(onStore(ahead, { ...fixture.store, commit }), {
      conversationId: 'c1',
    });
    expect(during).toMatchObject([{ messages: 1, last_message: { preview: 'neu' } }]);
    expect(await textsOf('c1')).toEqual([]);
  });

  test('can be repeated, and works for the id of an unknown conversation', async () => {
    await say('c1', ['x']);
    for (const conversationId of ['c1', 'c1', 'never'])
      await deleteConversation(ctx, { conversationId });
    expect(await fixture.store.get(headRef('acme', 'never'))).toBeUndefined();
  });

  test('allows a later message to start the conversation again, even in a process that has cached the old head', async () => {
    await say('c1', ['alt', 'älter']);
    await deleteConversation(fixture.otherProcess('acme'), { conversationId: 'c1' });
    await say('c1', ['neu']);
    expect(await conversations()).toMatchObject([
      { messages: 1, last_message: { preview: 'neu' } },
    ]);
  });

  test('is refused if the caller lacks the scope or the id is invalid, and affects no other tenant', async () => {
    await say('c1', ['x']);
    const input = { conversationId: 'c1' };
    const writer = fixture.contextOf('acme', ['chat_messages:write', 'chat_messages:read']);
    await expect(deleteConversation(writer, input)).rejects.toMatchObject({
      code: 'scope-missing',
    });
    await expect(deleteConversation(ctx, { conversationId: 'a b' })).rejects.toMatchObject({
      code: 'record-not-found',
    });
    await deleteConversation(fixture.contextOf('other'), input);
    expect(await textsOf('c1')).toEqual(['x']);
  });
});

test('if two messages were created in the same microsecond, the head and the list of messages agree which one is the last', async () => {
  for (let round = 0; round < 8; round += 1) {
    const id = `c${round}`;
    await say(id, ['a']);
    fixture.clock.now -= 1_000_000;
    await say(id, ['b'], { ctx: fixture.otherProcess('acme') });
    const head = (await conversations()).find((each) => each.id === id);
    expect(head?.last_message.preview).toBe((await textsOf(id)).at(-1));
  }
});
