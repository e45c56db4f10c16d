import { beforeEach, describe, expect, test } from 'vitest';
import {
  formatInstant,
  microsPerDay,
  microsPerMilli,
  microsPerSecond,
} from '#shared/base/time/instant.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import type { Context } from '#shared/records/context.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { headRef } from './head-ref.ts';
import { tallyOf } from './head-tally.ts';
import { createHeadWriter } from './head-writer.ts';
import { listConversations } from './list-conversations.ts';
import { readConversation } from './read-conversation.ts';
import { createTalk, message } from './testing/create-talk.ts';

let { fixture, ctx, writer, say, conversations, textsOf } = createTalk();

beforeEach(() => {
  ({ fixture, ctx, writer, say, conversations, textsOf } = createTalk());
});

describe('a list of conversations', () => {
  test('shows the last message, the number of messages and the times of each conversation', async () => {
    const [first] = await say('c1', ['Hallo']);
    const [second, third] = await say('c1', ['Wie geht’s?', 'Noch da? 👋']);
    if (!first || !second || !third) throw new Error('nothing stored');
    expect(await conversations()).toEqual([
      {
        id: 'c1',
        first_at: formatInstant(first.createdAt),
        last_at: formatInstant(third.createdAt),
        expires_at: formatInstant(third.expiresAt),
        messages: 3,
        last_message: { id: third.id, author: 'customer', preview: 'Noch da? 👋' },
      },
    ]);
  });

  test('begins with the conversation that has the latest message, and can be read page by page', async () => {
    for (const conversation of ['c1', 'c2', 'c3', 'c1']) await say(conversation, ['x']);
    expect((await conversations()).map(({ id }) => id)).toEqual(['c1', 'c3', 'c2']);
    const page = await listConversations(ctx, { page: { limit: 2 } });
    const next = await listConversations(ctx, {
      page: { limit: 2, cursor: page.next_cursor ?? '' },
    });
    expect(next.items.map(({ id }) => id)).toEqual(['c2']);
    expect(next.next_cursor).toBeNull();
  });

  test('shows the first 200 code points of the last message, and cuts no code point in two', async () => {
    await say('c1', ['😀'.repeat(500)]);
    const [head] = await conversations();
    expect(head?.last_message.preview).toBe('😀'.repeat(200));
  });

  test('leaves out a head that was copied to another document; previews are stored encrypted', async () => {
    await say('c1', ['geheim']);
    const stored = await fixture.store.get(headRef('acme', 'c1'));
    const preview = Buffer.from(stored?.data['preview_aes'] as Uint8Array);
    expect(preview.includes('geheim')).toBe(false);
    const moved = headRef('acme', 'c2');
    await fixture.store.commit([{ kind: 'create', ref: moved, data: stored?.data ?? {} }]);
    // Both documents contain the conversation id c1. Only the document that is the head of c1 can
    // be decrypted.
    expect((await conversations()).map(({ id }) => id)).toEqual(['c1']);
    expect(fixture.unreadable).toEqual([moved.id]);
  });

  test('shows no conversation of another tenant', async () => {
    await say('c1', ['x']);
    expect(await conversations(fixture.contextOf('other'))).toEqual([]);
  });

  test('shows a conversation until the instant at which its last message expires', async () => {
    await say('c1', ['x']);
    fixture.clock.now += 3 * microsPerDay;
    const [last] = await say('c1', ['y']);
    const expiresAt = last?.expiresAt ?? 0;
    fixture.clock.now = expiresAt - 1;
    expect(await conversations()).toHaveLength(1);
    fixture.clock.now = expiresAt;
    expect(await conversations()).toEqual([]);
    fixture.clock.now = expiresAt + microsPerMilli;
    expect(await conversations()).toEqual([]);
  });
});

describe('a conversation that lasts longer than the retention of its messages', () => {
  const head = async () => (await conversations())[0];

  test('shows the number of its live messages, and the time of the first live message', async () => {
    const [first] = await say('c1', ['1', '2']);
    fixture.clock.now += 3 * microsPerDay;
    const [third] = await say('c1', ['3']);
    fixture.clock.now += 3 * microsPerDay;
    const [fourth] = await say('c1', ['4'], { ctx: fixture.otherProcess('acme') });
    const since = (record = first) => formatInstant(record?.createdAt ?? 0);
    expect(await head()).toMatchObject({ messages: 4, first_at: since() });
    fixture.clock.now = (first?.expiresAt ?? 0) - 1;
    expect(await head()).toMatchObject({ messages: 4, first_at: since() });
    fixture.clock.now += 1;
    expect(await head()).toMatchObject({ messages: 2, first_at: since(third) });
    fixture.clock.now = third?.expiresAt ?? 0;
    expect(await head()).toMatchObject({ messages: 1, first_at: since(fourth) });
    // A later message does not add the expired messages to the count again.
    await say('c1', ['5']);
    expect(await head()).toMatchObject({ messages: 2, first_at: since(fourth) });
  });

  test('does not count messages that a shortened retention hides, even after the tenant has chosen a longer retention again', async () => {
    const chosen = (days: number, upTo?: number): Context => {
      const chat = { destination: 'server', retentionDays: days } as const;
      const shortenings = upTo === undefined ? [] : [{ category: chatMessages.id, upTo, days: 7 }];
      const categories = { ...ctx.settings.categories, [chatMessages.id]: chat };
      return { ...ctx, settings: { ...ctx.settings, categories, shortenings } };
    };
    const messages = async (by: Context) => (await conversations(by))[0]?.messages;
    await say('c1', ['1'], { ctx: chosen(30) });
    fixture.clock.now += 6 * microsPerDay;
    await say('c1', ['2'], { ctx: chosen(30) });
    const upTo = fixture.clock.now;
    fixture.clock.now += 2 * microsPerDay;
    expect(await messages(chosen(30))).toBe(2);
    expect(await messages(chosen(7, upTo))).toBe(1);
    // The tenant chose a longer retention before the sweep applied the shorter one. The older
    // messages keep the shorter retention.
    await say('c1', ['3'], { ctx: chosen(30, upTo) });
    expect(await messages(chosen(30, upTo))).toBe(2);
    expect(await messages(chosen(30))).toBe(2);
    fixture.clock.now += 6 * microsPerDay;
    expect(await messages(chosen(30))).toBe(1);
  });

  test('counts all its messages with the shorter retention, if the expiry of its head has become earlier', async () => {
    await say('c1', ['1', '2']);
    const stored = await fixture.store.get(headRef('acme', 'c1'));
    const { last_at, ...data } = stored?.data ?? {};
    const expires_at = (last_at as number) + microsPerDay;
    expect(tallyOf({ ...data, last_at, expires_at })).toMatchObject([{ count: 2, days: 1 }]);
  });

  test('shows the number of its messages and the time of its first message, even if an earlier version of Mayfly stored its head', async () => {
    const [first] = await say('c1', ['1', '2']);
    const stored = await fixture.store.get(headRef('acme', 'c1'));
    const { tally: _tally, ...data } = stored?.data ?? {};
    const former = { ...data, first_at: first?.createdAt, messages: 2 };
    const get: typeof ctx.store.query = async (query) =>
      (await ctx.store.query(query)).map((each) => ({ ...each, data: former }));
    const old = { ...ctx, store: { ...ctx.store, query: get } };
    expect(await conversations(old)).toMatchObject([
      { messages: 2, first_at: formatInstant(first?.createdAt ?? 0) },
    ]);
    expect(tallyOf(former)).toMatchObject([{ count: 2, days: 7 }]);
  });
});

test('messages of a conversation are read in the order of their arrival, and messages of a batch in the order of the batch', async () => {
  await say('c1', ['1', '2', '3']);
  await say('c2', ['other']);
  await say('c1', ['4']);
  expect(await textsOf('c1')).toEqual(['1', '2', '3', '4']);
  expect(await textsOf('unknown')).toEqual([]);
});

test('a conversation whose head has expired starts again with a count of one and without old times', async () => {
  await say('c1', ['old', 'older']);
  fixture.clock.now += 8 * microsPerDay;
  for (const by of [{}, { ctx: fixture.otherProcess('acme'), writer: createHeadWriter() }]) {
    const [record] = await say('c1', ['new'], by);
    expect(await conversations()).toMatchObject([
      { messages: 1, first_at: formatInstant(record?.createdAt ?? 0) },
    ]);
    fixture.clock.now += 8 * microsPerDay;
  }
});

test('two processes that write to one conversation lose no message, and the count is correct', async () => {
  const others = [1, 2].map(() => ({
    ctx: fixture.otherProcess('acme'),
    writer: createHeadWriter(),
  }));
  for (let round = 0; round < 5; round += 1)
    await Promise.all(
      others.flatMap((by, index) => [
        say('c1', [`${round}.${index}.a`], by),
        say('c1', [`${round}.${index}.b`], by),
      ]),
    );
  const texts = await textsOf('c1');
  expect(texts).toHaveLength(20);
  expect(new Set(texts).size).toBe(20);
  const [head] = await conversations();
  expect(head?.messages).toBe(20);
  const last = await readConversation(ctx, { conversationId: 'c1', page: { limit: 200 } });
  expect(head?.last_at).toBe(formatInstant(last.items.at(-1)?.createdAt ?? 0));
  expect(head?.first_at).toBe(formatInstant(last.items[0]?.createdAt ?? 0));
});

test('a message of a process with a slow clock is counted, but a message with a later time is shown as the last', async () => {
  const [first] = await say('c1', ['newer']);
  fixture.clock.now -= 10 * microsPerSecond;
  const behind = { ctx: fixture.otherProcess('acme'), writer: createHeadWriter() };
  const [older] = await say('c1', ['older'], behind);
  expect(await conversations()).toMatchObject([
    {
      messages: 2,
      first_at: formatInstant(older?.createdAt ?? 0),
      last_at: formatInstant(first?.createdAt ?? 0),
      last_message: { id: first?.id, preview: 'newer' },
    },
  ]);
});

test('one batch for several conversations updates the head of each conversation', async () => {
  const body = [message('c1', 'a'), message('c2', 'b'), message('c1', 'c')];
  await createRecords(ctx, { category: chatMessages, body, companions: writer(ctx) });
  const found = await conversations();
  expect(Object.fromEntries(found.map((head) => [head.id, head.messages]))).toEqual({
    c1: 2,
    c2: 1,
  });
});

test('a repeated request adds its message to the count only once', async () => {
  const input = { category: chatMessages, body: message('c1', 'a'), idempotencyKey: 'k' };
  for (let round = 0; round < 3; round += 1)
    await createRecords(ctx, { ...input, companions: writer(ctx) });
  expect(await conversations()).toMatchObject([{ messages: 1 }]);
});
