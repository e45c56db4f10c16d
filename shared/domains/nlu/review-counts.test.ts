import { describe, expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { nluMessages } from '#shared/categories/nlu-messages.ts';
import type { Context } from '#shared/records/context.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { deleteRecord } from '#shared/records/delete-record.ts';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import { countNew } from './count-new.ts';
import { readAccuracy } from './read-accuracy.ts';
import { reviewMany, reviewMessage, withdrawReview } from './review-message.ts';

function createReviews() {
  const fixture = createTestFixture();
  const ctx = fixture.contextOf('acme');
  const message = { conversation_id: 'c', text: 'Wo ist mein Paket?' };
  async function store(...more: readonly object[]): Promise<string[]> {
    const body = more.map((each) => ({ ...message, ...each }));
    const input = { category: nluMessages, body, companions: countNew };
    return (await createRecords(ctx, input)).records.map(({ id }) => id);
  }
  const counts = async (who: Context = ctx) => (await readAccuracy(who, { limit: 50 })).items;
  return { fixture, ctx, store, counts };
}

const order = { intent: 'order' };
const monday = '2026-01-12';
const right = { verdict: 'right' };

describe('counts of reviews', () => {
  test('belong to the message’s intent and the week in which the message was created, not to the week of the review', async () => {
    const { ctx, store, counts, fixture } = createReviews();
    const [first] = await store(order, {});
    fixture.clock.now += 7 * microsPerDay;
    const [second, third] = await store(order, { intent: 'return' });
    for (const id of [first, second]) await reviewMessage(ctx, { id: id ?? '', body: right });
    await reviewMessage(ctx, { id: third ?? '', body: { verdict: 'corrected', intent: 'order' } });
    expect(await counts()).toEqual([
      {
        intent: 'order',
        weeks: [
          { week: monday, right: 1, wrong: 0, corrected: 0 },
          { week: '2026-01-19', right: 1, wrong: 0, corrected: 0 },
        ],
      },
      { intent: 'return', weeks: [{ week: '2026-01-19', right: 0, wrong: 0, corrected: 1 }] },
    ]);
  });

  test('include a repeated review only once, a changed review with its new verdict, and no removed review', async () => {
    const { ctx, store, counts } = createReviews();
    const [id = ''] = await store(order);
    for (let round = 0; round < 3; round += 1) await reviewMessage(ctx, { id, body: right });
    expect((await counts())[0]?.weeks).toEqual([
      { week: monday, right: 1, wrong: 0, corrected: 0 },
    ]);
    await reviewMessage(ctx, { id, body: { verdict: 'corrected', intent: 'return' } });
    await reviewMessage(ctx, { id, body: { verdict: 'corrected', intent: 'help' } });
    expect((await counts())[0]?.weeks).toEqual([
      { week: monday, right: 0, wrong: 0, corrected: 1 },
    ]);
    for (let round = 0; round < 2; round += 1) await withdrawReview(ctx, { id });
    expect((await counts())[0]?.weeks).toEqual([]);
  });

  test('lose no review if several processes review messages of one intent at the same time', async () => {
    const { store, counts, fixture } = createReviews();
    const ids = await store(...Array.from({ length: 12 }, () => order));
    await Promise.all(
      ids.flatMap((id, index) => {
        const review = { id, body: index % 3 === 0 ? { verdict: 'wrong' } : right };
        // Two people make the same review of each message at the same time.
        return [1, 2].map(() => reviewMessage(fixture.otherProcess('acme'), review));
      }),
    );
    expect((await counts())[0]?.weeks).toEqual([
      { week: monday, right: 8, wrong: 4, corrected: 0 },
    ]);
  });

  test('include a message that is sent with a verdict; a message without a verdict costs no additional read or write', async () => {
    const { ctx, store, counts, fixture } = createReviews();
    await store({ ...order, verdict: 'wrong', reviewed: true });
    expect((await counts())[0]?.weeks).toEqual([
      { week: monday, right: 0, wrong: 1, corrected: 0 },
    ]);
    fixture.takeCalls();
    await store(order);
    const withCounting = fixture.takeCalls();
    const body = { conversation_id: 'c', text: 'x', ...order };
    await createRecords(ctx, { category: nluMessages, body });
    expect(withCounting).toEqual(fixture.takeCalls());
  });

  test('are kept for two years, even if the reviewed messages are deleted or have expired', async () => {
    const { ctx, store, counts, fixture } = createReviews();
    const [deleted = '', expired = ''] = await store(order, order);
    await reviewMany(ctx, { body: { ids: [deleted, expired], review: right } });
    await deleteRecord(ctx, { category: nluMessages, id: deleted });
    fixture.clock.now += 60 * microsPerDay;
    expect((await counts())[0]?.weeks).toEqual([
      { week: monday, right: 2, wrong: 0, corrected: 0 },
    ]);
    fixture.clock.now += 670 * microsPerDay;
    expect(await counts()).toEqual([]);
  });

  test('are hidden when the category is erased', async () => {
    const { ctx, store, fixture } = createReviews();
    const [id = ''] = await store(order);
    await reviewMessage(ctx, { id, body: right });
    const fences = [{ category: nluMessages.id, upTo: fixture.clock.now }];
    const fenced = { ...ctx, settings: { ...ctx.settings, fences } };
    expect((await readAccuracy(fenced, { limit: 50 })).items).toEqual([]);
  });

  test('are separate for each tenant, and separate for messages without an intent', async () => {
    const { ctx, store, counts, fixture } = createReviews();
    const [id = ''] = await store({});
    await reviewMessage(ctx, { id, body: { verdict: 'wrong' } });
    expect((await counts()).map(({ intent }) => intent)).toEqual([null]);
    expect(await counts(fixture.contextOf('other'))).toEqual([]);
  });

  test('are listed page by page in alphabetical order of the intents', async () => {
    const { ctx, store } = createReviews();
    const ids = await store({}, { intent: 'a' }, { intent: 'b/c' });
    await reviewMany(ctx, { body: { ids, review: right } });
    const seen: unknown[] = [];
    let cursor: string | undefined;
    do {
      const answer = await readAccuracy(ctx, { limit: 1, cursor });
      seen.push(...answer.items.map(({ intent }) => intent));
      cursor = answer.next_cursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual([null, 'a', 'b/c']);
  });
});

describe('reviewing several messages', () => {
  test('needs one commit and counts each review once; the answer lists the missing messages', async () => {
    const { ctx, store, counts, fixture } = createReviews();
    const ids = await store(order, order, { intent: 'return' });
    const missing = ['f'.repeat(32), 'no id'];
    const body = { ids: [...ids, ids[0], ...missing], review: right };
    fixture.takeCalls();
    const answer = await reviewMany(ctx, { body });
    expect(fixture.takeCalls()).toEqual({ getAll: 2, commit: 1 });
    expect(answer).toEqual({ reviewed: 3, missing });
    expect((await counts()).map(({ weeks }) => weeks[0]?.right)).toEqual([2, 1]);
    await reviewMany(ctx, { body: { ids, review: null } });
    expect((await counts()).flatMap(({ weeks }) => weeks)).toEqual([]);
  });

  test('of another tenant finds no message', async () => {
    const { store, fixture } = createReviews();
    const ids = await store(order);
    const other = fixture.contextOf('other');
    const answer = await reviewMany(other, { body: { ids, review: right } });
    expect(answer).toEqual({ reviewed: 0, missing: ids });
  });
});
