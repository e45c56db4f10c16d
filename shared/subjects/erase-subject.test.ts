import { describe, expect, test } from 'vitest';
import { customers } from '#shared/categories/customers.ts';
import { runtimeLog } from '#shared/categories/runtime-log.ts';
import { setSubject } from '#shared/domains/conversations/set-subject.ts';
import { raffleWinners } from '#shared/domains/raffles/collections.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { onStore, type TestContext } from '#shared/records/testing/create-test-context.ts';
import { pathOf, type Store, type StoredDocument } from '#shared/store/store.ts';
import { createKilledStore } from '#shared/sweeps/testing/create-killed-store.ts';
import { erasures } from './collections.ts';
import { eraseSubject } from './erase-subject.ts';
import { isPending, renderErasure } from './erasure.ts';
import { previewSubject } from './preview-subject.ts';
import { runErasure } from './run-erasure.ts';
import { createPersonFixture, personOf, world } from './testing/create-person-fixture.ts';

const anna = personOf('anna', 1);
const bert = personOf('bert', 2);

type Fixture = Awaited<ReturnType<typeof createPersonFixture>>;

/**
 * Stores all kinds of data for two persons. Anna's data is in one conversation, and Bert's data is
 * in another.
 */
async function live({ acts, draw, fixture }: Fixture): Promise<void> {
  for (const [at, act] of Object.values(acts).entries()) {
    fixture.clock.now += 1_000_000;
    await act(anna, { conversation_id: 'c-anna', idempotencyKey: `anna-${at}` });
    await act(bert, { conversation_id: 'c-bert', idempotencyKey: `bert-${at}` });
  }
  await draw(2);
}

const erase = (ctx: TestContext, scope: object, more: object = {}, idempotencyKey?: string) =>
  eraseSubject(ctx, world, { body: { scope, confirm: true, ...more }, idempotencyKey });

const preview = (ctx: TestContext, body: object) => previewSubject(ctx, world, { body });

const countsOf = (erasure: StoredDocument) => {
  const { categories, beside } = renderErasure(erasure, world.categories);
  return { categories, beside };
};

const ofErasing = new Set<string>([erasures.id, 'idempotency_marks']);
const stateOf = (documents: readonly StoredDocument[]) =>
  new Map(
    documents
      .filter(({ ref }) => !ofErasing.has(ref.collection))
      .map((document) => [pathOf(document.ref), document.data]),
  );

describe('a preview', () => {
  test('shows how many records of each category were found, and by which values; an erasure then deletes the same number', async () => {
    const fixture = await createPersonFixture();
    await live(fixture);
    const shown = await preview(fixture.ctx, anna);
    expect(shown.categories.map(({ category }) => category)).toEqual(
      world.categories.map(({ id }) => id),
    );
    const found = shown.categories.filter(({ count }) => count > 0);
    expect(found.map(({ category, count }) => [category, count])).toEqual([
      ['chat_messages', 2],
      ['nlu_messages', 1],
      ['messenger_sessions', 1],
      ['runtime_log', 1],
      ['customers', 1],
      ['variables', 1],
      ['marketing_consents', 3],
      ['coupon_codes', 1],
      ['loyalty_transactions', 2],
      ['loyalty_redemptions', 1],
      ['raffle_participations', 2],
    ]);
    expect(found[0]?.why).toEqual(['conversation_id']);
    expect(found[4]?.why).toEqual(['conversation_id', 'email']);
    expect(shown.beside).toEqual([
      { collection: 'conversation_links', count: 1, why: ['conversation_id', 'email'] },
      { collection: 'raffle_winners', count: 2, why: ['conversation_id', 'email', 'phone'] },
    ]);
    expect(shown.conversations).toEqual([{ id: 'c-anna', shared: false, included: true }]);
    expect(shown.stays.map(({ what }) => what)).toEqual([
      'used_codes',
      'free_text_of_others',
      'sums',
      'manager_log',
      'backups',
    ]);

    const { erasure } = await erase(fixture.ctx, { subject: anna }, { plan: shown.plan });
    expect(countsOf(erasure)).toEqual({
      categories: found.map(({ category, count }) => ({ category, count })),
      beside: [{ collection: 'raffle_winners', count: 2 }],
    });
    const left = await preview(fixture.ctx, anna);
    expect(left.categories.filter(({ count }) => count > 0)).toEqual([]);
    expect([left.beside, left.conversations]).toEqual([[], []]);
  });

  test('contains a plan that is valid until a record of the person is added', async () => {
    const fixture = await createPersonFixture();
    await live(fixture);
    const { plan } = await preview(fixture.ctx, anna);
    expect((await preview(fixture.ctx, anna)).plan).toBe(plan);
    const before = stateOf(await fixture.dump());
    await fixture.acts['trace']?.(bert, {});
    expect((await preview(fixture.ctx, anna)).plan).toBe(plan);
    await fixture.acts['trace']?.(anna, {});
    const changed = erase(fixture.ctx, { subject: anna }, { plan });
    await expect(changed).rejects.toMatchObject({ code: 'plan-changed' });
    const now = stateOf(await fixture.dump());
    for (const [path, data] of before) expect(now.get(path)).toEqual(data);
  });
});

describe('a conversation in which another person is identified', () => {
  test('is deleted only if the request contains the conversation’s id, and even then the records of the other person are kept', async () => {
    const fixture = await createPersonFixture();
    const { acts, ctx, dump } = fixture;
    const where = { conversation_id: 'c-both' };
    await acts['say']?.(anna, where);
    await acts['trace']?.(anna, where);
    await acts['trace']?.(bert, where);
    const shown = await preview(ctx, { email: anna.email });
    expect(shown.conversations).toEqual([{ id: 'c-both', shared: true, included: false }]);
    expect(shown.categories[0]).toMatchObject({ category: 'chat_messages', count: 0 });

    await erase(ctx, { subject: { email: anna.email } });
    const stored = async (collection: string) =>
      (await dump()).filter(({ ref }) => ref.collection === collection).length;
    expect([await stored('chat_messages'), await stored('runtime_log')]).toEqual([2, 1]);

    await acts['trace']?.(anna, where);
    const conversations = ['c-both'];
    const chosen = await preview(ctx, { email: anna.email, conversations });
    const counts = chosen.categories.filter(({ count }) => count > 0);
    expect(counts.map(({ category, count }) => [category, count])).toEqual([
      ['chat_messages', 2],
      ['runtime_log', 1],
    ]);
    await erase(ctx, { subject: { email: anna.email }, conversations });
    expect([await stored('chat_messages'), await stored('runtime_log')]).toEqual([0, 1]);
  });

  test('is deleted with the records of the other person if the request is for the erasure of the conversation', async () => {
    const fixture = await createPersonFixture();
    await live(fixture);
    await fixture.acts['trace']?.(bert, { conversation_id: 'c-anna' });
    const kept = await preview(fixture.ctx, bert);
    await erase(fixture.ctx, { conversation_id: 'c-anna' });
    const left = await preview(fixture.ctx, { conversation_id: 'c-anna' });
    expect(left.categories.filter(({ count }) => count > 0)).toEqual([]);
    const logged = (shown: typeof kept) =>
      shown.categories.find(({ category }) => category === runtimeLog.id)?.count ?? 0;
    expect(logged(await preview(fixture.ctx, bert))).toBe(logged(kept) - 1);
  });
});

describe('a messenger session whose `external_id` is not in the request for the erasure', () => {
  const session = { ...bert, external_id: 'msteams/agent/conversations/a:1' };
  const where = { conversation_id: 'c-said' };

  test.each([
    ['is deleted if the erased person is the subject of its conversation', anna, 0],
    ['is not deleted if somebody else is the subject of its conversation', bert, 1],
  ])('%s', async (_what, said, left) => {
    const { acts, ctx, dump } = await createPersonFixture();
    await acts['say']?.(anna, where);
    await acts['message']?.(session, where);
    const body = { email: said.email };
    await setSubject(ctx, { conversationId: where.conversation_id, body });
    await acts['trace']?.(anna, said === anna ? {} : where);
    await erase(ctx, { subject: { email: anna.email } });
    const stored = (await dump()).map(({ ref }) => ref.collection);
    const count = (id: string) => stored.filter((each) => each === id).length;
    expect([count('messenger_sessions'), count('chat_messages')]).toEqual([left, 2 * left]);
  });
});

describe('an erasure', () => {
  test('has the same counts and leaves as many documents as an uninterrupted erasure, even if it is killed at any write and continued', async () => {
    const whole = await createPersonFixture();
    await live(whole);
    const counting = createKilledStore(whole.fixture.store, Number.POSITIVE_INFINITY);
    const done = await erase(onStore(whole.ctx, counting.store), { subject: anna });
    const writes = counting.writes();
    expect(writes).toBeGreaterThan(10);
    for (let fatal = 0; fatal < writes; fatal += 1) {
      const fixture = await createPersonFixture();
      await live(fixture);
      const { store } = fixture.fixture;
      const killed = createKilledStore(store, fatal, fatal % 2 === 0 ? 'all' : 'none');
      const dying = erase(onStore(fixture.ctx, killed.store), { subject: anna });
      await Promise.race([dying, killed.killed]);
      const begun = (await fixture.dump()).find(({ ref }) => ref.collection === erasures.id);
      if (begun === undefined) {
        expect(fatal).toBeLessThanOrEqual(1);
        continue;
      }
      const deps = { ...fixture.ctx, ...world, store, commit: store.commit };
      const ended = isPending(begun) ? await runErasure(deps, begun) : begun;
      expect(ended && isPending(ended)).toBe(false);
      expect(ended && countsOf(ended)).toEqual(countsOf(done.erasure));
      expect(stateOf(await fixture.dump()).size).toBe(stateOf(await whole.dump()).size);
    }
  }, 120_000);

  test('is completed once and counts no document twice, even if two requests run it at the same time', async () => {
    const [alone, fixture] = [await createPersonFixture(), await createPersonFixture()];
    await Promise.all([live(alone), live(fixture)]);
    const once = await erase(alone.ctx, { subject: anna });
    const { ctx } = fixture;
    const both = await Promise.all([
      erase(ctx, { subject: anna }, {}, 'key'),
      erase(ctx, { subject: anna }, {}, 'key'),
    ]);
    const [first, second] = both.map(({ erasure }) => erasure);
    expect(first?.ref.id).toBe(second?.ref.id);
    const stored = (await fixture.dump()).filter(({ ref }) => ref.collection === erasures.id);
    expect(stored).toHaveLength(1);
    expect(stored.map(countsOf)).toEqual([countsOf(once.erasure)]);
    expect(stored.map(isPending)).toEqual([false]);
  });

  test('gives the same answer if the request is repeated with the same idempotency key, even if no data is left', async () => {
    const fixture = await createPersonFixture();
    await live(fixture);
    const first = await erase(fixture.ctx, { subject: anna }, {}, 'key');
    const again = await erase(fixture.ctx, { subject: anna }, {}, 'key');
    expect(again.replayed).toBe(true);
    expect(countsOf(again.erasure)).toEqual(countsOf(first.erasure));
    const other = erase(fixture.ctx, { subject: bert }, {}, 'key');
    await expect(other).rejects.toMatchObject({ code: 'idempotency-mismatch' });
  });

  test('also deletes records that are written while it runs', async () => {
    const fixture = await createPersonFixture();
    await live(fixture);
    const { store } = fixture.fixture;
    let isBegun = false;
    let isWritten = false;
    const meddling = onStore(fixture.ctx, {
      ...store,
      commit(writes) {
        isBegun ||= writes.some(({ ref }) => ref.collection === erasures.id);
        return store.commit(writes);
      },
      async query(query) {
        // At this point the erasure has already read the runtime log and the messages.
        if (isBegun && !isWritten && query.collection === raffleWinners.id) {
          isWritten = true;
          await fixture.acts['trace']?.(anna, { conversation_id: 'c-anna' });
          await fixture.acts['say']?.(anna, { conversation_id: 'c-anna' });
        }
        return store.query(query);
      },
    });
    await erase(meddling, { subject: anna });
    expect(isWritten).toBe(true);
    const left = await preview(fixture.ctx, anna);
    expect(left.categories.filter(({ count }) => count > 0)).toEqual([]);
  });

  test('states the beginning of its last search as the time of its completion, so a record that this search misses was stored later', async () => {
    const { fixture, ctx, acts, dump } = await createPersonFixture();
    await acts['trace']?.(anna, {});
    const late: number[] = [];
    // Each query takes a millisecond. A record is stored after a search of its collection has found
    // nothing.
    const slow: Store = {
      ...fixture.store,
      query: async (query) => {
        const found = await fixture.store.query(query);
        fixture.clock.now += 1_000;
        if (late.length === 0 && found.length === 0 && query.collection === runtimeLog.id) {
          late.push(fixture.clock.now);
          await acts['trace']?.(anna, {});
          fixture.clock.now += 1_000;
        }
        return found;
      },
    };
    const { erasure } = await erase(onStore(ctx, slow), { subject: { email: anna.email } });
    const left = (await dump()).filter(({ ref }) => ref.collection === runtimeLog.id);
    expect(left.map(({ data }) => data['created_at'])).toEqual(late);
    expect(erasure.data['completed_at']).toBeLessThan(late[0] ?? 0);
  });

  test('is not undone if somebody repeats a request that stored a record of the person', async () => {
    const { ctx } = await createPersonFixture();
    const body = { email: anna.email, authenticated_by: 'sso' };
    const input = { category: customers, body, idempotencyKey: 'once' };
    await createRecords(ctx, input);
    await erase(ctx, { subject: { email: anna.email } });
    const again = createRecords(ctx, input);
    await expect(again).rejects.toMatchObject({ code: 'idempotency-record-gone' });
  });

  test('is refused if the caller lacks the scope, or if the request lacks the confirmation or the person', async () => {
    const { ctx } = await createPersonFixture();
    const missing = erase({ ...ctx, scopes: new Set() }, { subject: anna });
    await expect(missing).rejects.toMatchObject({ code: 'scope-missing' });
    const refused = { code: 'validation-failed' };
    await expect(erase(ctx, { subject: anna }, { confirm: false })).rejects.toMatchObject(refused);
    await expect(erase(ctx, { subject: {} })).rejects.toMatchObject(refused);
    await expect(erase(ctx, {})).rejects.toMatchObject(refused);
    const both = erase(ctx, { subject: anna, conversation_id: 'c' });
    await expect(both).rejects.toMatchObject(refused);
  });
});
