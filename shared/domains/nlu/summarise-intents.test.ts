import { expect, test } from 'vitest';
import { microsPerSecond } from '#shared/base/time/instant.ts';
import { nluMessages } from '#shared/categories/nlu-messages.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import { listIntents, summariseIntents } from './summarise-intents.ts';

const everything = { filters: [], page: { limit: 50 } };

test('a summary does not count messages that a fence hides, and does not list their intents', async () => {
  const { clock, contextOf } = createTestFixture();
  const ctx = contextOf('acme');
  const store = (intents: readonly string[]) =>
    createRecords(ctx, {
      category: nluMessages,
      body: intents.map((intent) => ({ conversation_id: 'c', text: 'x', intent, confidence: 1 })),
    });
  await store(['gone', 'stays', 'stays']);
  const upTo = clock.now + microsPerSecond;
  clock.now = upTo + 1;
  await store(['stays']);
  const fences = [{ category: nluMessages.id, upTo }];
  const fenced = { ...ctx, settings: { ...ctx.settings, fences } };
  const { total, items } = await summariseIntents(fenced, everything);
  expect(total.count).toBe(1);
  expect(items.map(({ intent, count }) => [intent, count])).toEqual([['stays', 1]]);
  expect((await summariseIntents(ctx, everything)).total.count).toBe(4);
});

test('a summary makes the same number of calls for many messages as for few', async () => {
  const { contextOf, takeCalls } = createTestFixture();
  const ctx = contextOf('acme');
  const message = { conversation_id: 'c', text: 'x', intent: 'order', confidence: 1 };
  const calls: unknown[] = [];
  for (const count of [1, 300]) {
    const body = Array.from({ length: count }, () => message);
    await createRecords(ctx, { category: nluMessages, body });
    takeCalls();
    await summariseIntents(ctx, everything);
    calls.push(takeCalls());
  }
  const few = { query: 2, count: 4, aggregate: 2 };
  expect(calls).toEqual([few, few]);
});

test('a list of intents contains only their names, page by page in alphabetical order; it counts nothing, and needs the right to read', async () => {
  const { contextOf, takeCalls } = createTestFixture();
  const ctx = contextOf('acme');
  const body = ['c', 'a', 'b', 'a'].map((intent) => {
    return { conversation_id: 'c', text: 'x', intent, confidence: 1 };
  });
  await createRecords(ctx, { category: nluMessages, body });
  takeCalls();
  const first = await listIntents(ctx, { filters: [], page: { limit: 2 } });
  expect(first.items).toEqual([{ intent: 'a' }, { intent: 'b' }]);
  expect(takeCalls()).toEqual({ query: 3 });
  const page = { limit: 2, cursor: first.next_cursor ?? '' };
  const rest = await listIntents(ctx, { filters: [], page });
  expect(rest).toEqual({ items: [{ intent: 'c' }], next_cursor: null });
  const stranger = contextOf('acme', ['customers:read']);
  await expect(listIntents(stranger, everything)).rejects.toMatchObject({ code: 'scope-missing' });
});
