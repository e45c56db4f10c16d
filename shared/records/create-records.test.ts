import { describe, expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { customers } from '#shared/categories/customers.ts';
import { loyaltyTransactions } from '#shared/categories/loyalty-transactions.ts';
import type { Store } from '#shared/store/store.ts';
import type { Context } from './context.ts';
import { createRecords } from './create-records.ts';
import { deleteRecord } from './delete-record.ts';
import { listRecords } from './list-records.ts';
import { readRecord } from './read-record.ts';
import { createTestFixture, onStore, type TestContext } from './testing/create-test-context.ts';

const message = (text: string) => ({ conversation_id: 'c', author: 'bot', text });
const transaction = (index: number) => ({ email: `p${index}@example.org`, coins: 1, reason: 'r' });
const all = { filters: [], page: { limit: 200 } };

describe('texts are read unchanged', () => {
  test.each([
    ['umlauts', 'Süße Grüße aus Köln, ÄÖÜ ß'],
    ['emoji of several code points', '👩‍👩‍👧‍👦🏳️‍🌈'],
    ['right-to-left and combining marks', 'שלום e\u0301'],
    ['control characters', 'a\u0000b\tc\r\nd'],
    ['16,000 code points outside the first plane', '😀'.repeat(16_000)],
  ])('%s', async (_name, text) => {
    const ctx = createTestFixture().contextOf('acme');
    const { records } = await createRecords(ctx, { category: chatMessages, body: message(text) });
    const read = await readRecord(ctx, { category: chatMessages, id: records[0]?.id ?? '' });
    expect(read.fields['text']).toBe(text);
  });
});

test('a field that was not sent is absent, and an empty object remains an empty object', async () => {
  const ctx = createTestFixture().contextOf('acme');
  const bare = { email: 'a@example.org', authenticated_by: 'sso' };
  const body = [bare, { ...bare, email: 'b@example.org', values: {} }];
  const { records } = await createRecords(ctx, { category: customers, body });
  const read = (index: number) =>
    readRecord(ctx, { category: customers, id: records[index]?.id ?? '' });
  expect((await read(0)).fields).toStrictEqual(bare);
  expect((await read(1)).fields).toStrictEqual(body[1]);
});

describe('an array', () => {
  test('of 500 records is stored in one commit and keeps its order; a list shows the newest record first', async () => {
    const { contextOf, takeCalls } = createTestFixture();
    const ctx = contextOf('acme');
    const texts = Array.from({ length: 500 }, (_, index) => `message ${index}`);
    const created = await createRecords(ctx, { category: chatMessages, body: texts.map(message) });
    expect(created.records.map(({ fields }) => fields['text'])).toEqual(texts);
    expect(takeCalls().commit).toBe(2); // One of these commits stores the new data key.
    const first = await listRecords(ctx, { category: chatMessages, ...all });
    const page = { limit: 200, cursor: first.next_cursor ?? '' };
    const second = await listRecords(ctx, { category: chatMessages, filters: [], page });
    const listed = [...first.items, ...second.items].map(({ fields }) => fields['text']);
    expect(listed).toEqual(texts.toReversed().slice(0, 400));
  });

  test.each([0, 501])('of %i records is refused', async (count) => {
    const ctx = createTestFixture().contextOf('acme');
    const body = Array.from({ length: count }, () => message('x'));
    await expect(createRecords(ctx, { category: chatMessages, body })).rejects.toMatchObject({
      code: 'validation-failed',
    });
  });

  test('with one invalid record is not stored, and the error states which record is invalid', async () => {
    const ctx = createTestFixture().contextOf('acme');
    const body = [message('a'), { ...message('b'), author: 'nobody' }];
    await expect(createRecords(ctx, { category: chatMessages, body })).rejects.toMatchObject({
      errors: [{ pointer: '/1/author', rule: 'one of customer, bot, agent' }],
    });
    expect((await listRecords(ctx, { category: chatMessages, ...all })).items).toEqual([]);
  });

  test('may contain at most 100 different lookup values', async () => {
    const ctx = createTestFixture().contextOf('acme');
    const category = loyaltyTransactions;
    const hundred = Array.from({ length: 100 }, (_, index) => transaction(index));
    const body = [...hundred, ...hundred];
    expect((await createRecords(ctx, { category, body })).records).toHaveLength(200);
    await expect(
      createRecords(ctx, { category, body: [...hundred, transaction(100)] }),
    ).rejects.toMatchObject({ code: 'lookup-limit' });
  });

  test('may have at most 3 MiB in its encoded form', async () => {
    const ctx = createTestFixture().contextOf('acme');
    const category = chatMessages;
    const size = 64_000;
    const of = (count: number) =>
      Array.from({ length: count }, () => message('😀'.repeat(size / 4)));
    expect((await createRecords(ctx, { category, body: of(48) })).records).toHaveLength(48);
    await expect(createRecords(ctx, { category, body: of(50) })).rejects.toMatchObject({
      code: 'batch-too-large',
    });
    expect(48 * size).toBeLessThan(3 * 1024 * 1024);
    expect(50 * size).toBeGreaterThan(3 * 1024 * 1024);
  });

  test('that contains the same customer twice is refused completely', async () => {
    const ctx = createTestFixture().contextOf('acme');
    const body = ['a@example.org', 'A@Example.org'].map((email) => ({
      email,
      authenticated_by: 'sso',
    }));
    await expect(createRecords(ctx, { category: customers, body })).rejects.toMatchObject({
      code: 'already-exists',
    });
    expect((await listRecords(ctx, { category: customers, ...all })).items).toEqual([]);
  });
});

describe('a request that is repeated with its Idempotency-Key', () => {
  const category = customers;
  const body = { email: 'a@example.org', authenticated_by: 'sso' };
  const idempotencyKey = 'order-1';

  test('stores nothing and is answered with the first result, even if all requests arrive at the same time', async () => {
    const ctx = createTestFixture().contextOf('acme');
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => createRecords(ctx, { category, body, idempotencyKey })),
    );
    expect(new Set(answers.map(({ records }) => records[0]?.id)).size).toBe(1);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect((await listRecords(ctx, { category, ...all })).items).toHaveLength(1);
  });

  test('is answered with the same records as before, in the order of the array', async () => {
    const ctx = createTestFixture().contextOf('acme');
    const several = ['one', 'two', 'three'].map(message);
    const input = { category: chatMessages, body: several, idempotencyKey };
    const first = await createRecords(ctx, input);
    expect(await createRecords(ctx, input)).toEqual({ records: first.records, replayed: true });
  });

  test('with another body is refused', async () => {
    const ctx = createTestFixture().contextOf('acme');
    await createRecords(ctx, { category, body, idempotencyKey });
    const other = { ...body, email: 'b@example.org' };
    await expect(
      createRecords(ctx, { category, body: other, idempotencyKey }),
    ).rejects.toMatchObject({ code: 'idempotency-mismatch' });
    expect((await listRecords(ctx, { category, ...all })).items).toHaveLength(1);
  });

  test('gets the answer that the record is gone, if the record was deleted', async () => {
    const ctx = createTestFixture().contextOf('acme');
    const { records } = await createRecords(ctx, { category, body, idempotencyKey });
    await deleteRecord(ctx, { category, id: records[0]?.id ?? '' });
    await expect(createRecords(ctx, { category, body, idempotencyKey })).rejects.toMatchObject({
      code: 'idempotency-record-gone',
    });
  });

  test('gets the answer that the record is gone, if a fence hides the record', async () => {
    const { clock, contextOf } = createTestFixture();
    const ctx = contextOf('acme');
    await createRecords(ctx, { category, body, idempotencyKey });
    const fences = [{ category: category.id, upTo: clock.now }];
    const fenced = { ...ctx, settings: { ...ctx.settings, fences } };
    await expect(createRecords(fenced, { category, body, idempotencyKey })).rejects.toMatchObject({
      code: 'idempotency-record-gone',
    });
  });

  test('is recognised for 24 hours and not longer', async () => {
    const { clock, contextOf } = createTestFixture();
    const ctx = contextOf('acme');
    const input = { category: chatMessages, body: message('x'), idempotencyKey };
    await createRecords(ctx, input);
    clock.now += microsPerDay - 1;
    expect((await createRecords(ctx, input)).replayed).toBe(true);
    clock.now += 1;
    expect((await createRecords(ctx, input)).replayed).toBe(false);
    expect((await createRecords(ctx, input)).replayed).toBe(true);
  });

  test('is treated as a new request in another tenant and in another category', async () => {
    const { contextOf } = createTestFixture();
    await createRecords(contextOf('acme'), { category, body, idempotencyKey });
    const elsewhere = await createRecords(contextOf('other'), { category, body, idempotencyKey });
    expect(elsewhere.replayed).toBe(false);
    const input = { category: loyaltyTransactions, body: transaction(1), idempotencyKey };
    expect((await createRecords(contextOf('acme'), input)).replayed).toBe(false);
  });
});

describe('a record whose commit is sent twice, because the answer was lost', () => {
  /**
   * A store that behaves as if the Firestore client lost the answer and sent the commit again. The
   * second commit finds the documents of the first commit.
   */
  function losingFirstAnswer(ctx: TestContext): Context {
    let isLost = false;
    const commit: Store['commit'] = async (writes) => {
      const versions = await ctx.store.commit(writes);
      if (isLost || !writes.some(({ ref }) => ref.collection === customers.id)) return versions;
      isLost = true;
      return ctx.store.commit(writes);
    };
    return onStore(ctx, { ...ctx.store, commit });
  }

  test.each([undefined, 'order-1'])(
    'is stored once, and the request succeeds, with the `Idempotency-Key` %s',
    async (idempotencyKey) => {
      const ctx = createTestFixture().contextOf('acme');
      const body = { email: 'a@example.org', authenticated_by: 'sso' };
      const input = { category: customers, body, idempotencyKey };
      const { records, replayed } = await createRecords(losingFirstAnswer(ctx), input);
      expect([records[0]?.fields, replayed]).toEqual([body, false]);
      const listed = await listRecords(ctx, { category: customers, ...all });
      expect(listed.items.map(({ id }) => id)).toEqual([records[0]?.id]);
    },
  );
});

test('a caller without the scope creates nothing', async () => {
  const { contextOf, takeCalls } = createTestFixture();
  const ctx = contextOf('acme', ['chat_messages:read', 'customers:write']);
  await expect(
    createRecords(ctx, { category: chatMessages, body: message('x') }),
  ).rejects.toMatchObject({ code: 'scope-missing' });
  expect(takeCalls()).toEqual({});
});
