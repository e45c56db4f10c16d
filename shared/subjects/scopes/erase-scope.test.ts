import { describe, expect, test } from 'vitest';
import { microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { managerLog } from '#shared/categories/manager-log.ts';
import { categories } from '#shared/categories/registry.ts';
import { conversationHeads } from '#shared/domains/conversations/collections.ts';
import { createHeadWriter } from '#shared/domains/conversations/head-writer.ts';
import { listConversations } from '#shared/domains/conversations/list-conversations.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { listRecords } from '#shared/records/list-records.ts';
import { fencesRef } from '#shared/settings/encode-settings.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { createKilledStore } from '#shared/sweeps/testing/create-killed-store.ts';
import { createFakeSigner } from '#shared/vault/testing/create-fake-signer.ts';
import { collections } from '#shared/wiring/collections.ts';
import { personOf } from '../testing/create-person-fixture.ts';
import { eraseScope } from './erase-scope.ts';
import { createScopeFixture } from './testing/create-scope-fixture.ts';

const erasable = categories.filter(({ id }) => id !== managerLog.id);
const message = { conversation_id: 'c-anna', author: 'bot', text: 'Hallo' };

type Fixture = Awaited<ReturnType<typeof createScopeFixture>>;

/**
 * The paths of the documents that are deleted with the category: its records, and the documents
 * that belong to these records.
 */
function ofCategory(state: object, id: string): string[] {
  const own = new Set(
    collections
      .filter((each) => each.category === id && each.lifeFields !== null)
      .map((each) => each.id),
  );
  return Object.keys(state).filter((path) => own.has(path.split('/')[2] ?? ''));
}

async function isHidden({ owner }: Fixture, category: (typeof categories)[number]) {
  const input = { category, filters: [], page: { limit: 100 } };
  return (await listRecords(await owner(), input)).items.length === 0;
}

describe.each(erasable)('$id', (category) => {
  test('an erasure hides the existing records at once, deletes them later, and changes nothing else', async () => {
    const fixture = await createScopeFixture();
    await fixture.live();
    fixture.later(microsPerSecond);
    const before = await fixture.state();
    expect(await isHidden(fixture, category)).toBe(false);
    const { erasure } = await fixture.accept({ category: category.id });
    const { id } = erasure.ref;
    expect(await isHidden(fixture, category)).toBe(true);
    const begun = await fixture.progress(id);
    expect(begun).toMatchObject({ status: 'running', done: 0, category: category.id });
    expect(begun.to_do).toBe(ofCategory(before, category.id).length);
    fixture.later(microsPerSecond);
    for (const act of Object.values(fixture.acts))
      await act(personOf('carla', 9), { conversation_id: 'c-carla' });
    const fenced = await fixture.state();
    const added = Object.keys(fenced).filter((path) => !(path in before));
    fixture.later();
    expect(await fixture.erase()).toMatchObject({ complete: true, failed: 0, finished: 1 });
    const after = await fixture.state();
    const left = ofCategory(after, category.id);
    expect(left.filter((path) => path in before)).toEqual([]);
    expect(added.filter((path) => !(path in after) && !path.includes('tenant_fences'))).toEqual([]);
    const ended = await fixture.progress(id);
    expect(ended).toMatchObject({ status: 'complete', done: begun.to_do, to_do: 0 });
    expect(await fixture.fixture.store.get(fencesRef('acme'))).toBeUndefined();
    for (const other of erasable.filter((each) => each !== category))
      for (const path of ofCategory(fenced, other.id))
        expect([path, after[path]]).toEqual([path, fenced[path]]);
    expect(await fixture.erase()).toMatchObject({ complete: true, deleted: 0, finished: 0 });
    expect(await fixture.state()).toEqual(after);
  });
});

test('an erasure of the manager log or of an unknown category is refused', async () => {
  const { accept } = await createScopeFixture();
  for (const category of [managerLog.id, 'nothing', ''])
    await expect(accept({ category })).rejects.toMatchObject({ code: 'validation-failed' });
});

test('a caller who may not change the settings cannot erase a category', async () => {
  const { owner } = await createScopeFixture();
  const ctx = { ...(await owner()), scopes: new Set(['subjects', 'chat_messages:delete']) };
  const request = { body: { scope: { category: 'customers' } }, idempotencyKey: undefined };
  await expect(
    eraseScope(ctx, { categories, signer: createFakeSigner() }, request),
  ).rejects.toMatchObject({
    code: 'scope-missing',
  });
});

test('a forged fence does not hide any entry of the manager log', async () => {
  const { fixture, owner } = await createScopeFixture();
  const erasures = [`${managerLog.id}=${fixture.clock.now}=x=`, `*=${fixture.clock.now}=x=`];
  const data = { fences: [], shortenings: [], erasures, pending: true, changed_at: 1 };
  await fixture.store.commit([{ kind: 'put', ref: fencesRef('acme'), data }]);
  expect(categoryRuleOf(await owner(), managerLog).later).toEqual([]);
  expect(categoryRuleOf(await owner(), chatMessages).later).toHaveLength(1);
});

test('if a request is repeated with its Idempotency-Key, the answer shows the same erasure, and later records are not deleted', async () => {
  const fixture = await createScopeFixture();
  await fixture.live();
  fixture.later(microsPerSecond);
  const first = await fixture.accept({ category: 'chat_messages' }, 'k1');
  fixture.later(microsPerSecond);
  await createRecords(await fixture.owner(), { category: chatMessages, body: message });
  const again = await fixture.accept({ category: 'chat_messages' }, 'k1');
  expect([first.replayed, again.replayed]).toEqual([false, true]);
  expect(again.erasure.ref.id).toBe(first.erasure.ref.id);
  fixture.later();
  await fixture.erase();
  expect(await isHidden(fixture, chatMessages)).toBe(false);
});

test('if a process is killed while it accepts an erasure, the erasure takes effect either completely or not at all', async () => {
  for (const landed of ['none', 'all'] as const) {
    const fixture = await createScopeFixture();
    await fixture.live();
    fixture.later(microsPerSecond);
    // Write 0 adds to the ledger. Write 1 accepts the erasure.
    const killed = createKilledStore(fixture.fixture.store, 1, landed);
    const dying = fixture.accept({ category: 'customers' }, undefined, killed.store);
    await Promise.race([dying, killed.killed]);
    fixture.later();
    const report = await fixture.erase();
    expect(report.finished).toBe(landed === 'all' ? 1 : 0);
    expect(report.deleted > 0).toBe(landed === 'all');
    expect(await fixture.fixture.store.get(fencesRef('acme'))).toBeUndefined();
  }
});

test('an erasure deletes a record that was stored before it, even if the writer’s clock was ahead, but no later record', async () => {
  const fixture = await createScopeFixture();
  await fixture.live();
  fixture.later(microsPerDay);
  await createRecords(await fixture.owner(), { category: chatMessages, body: message });
  fixture.later(-microsPerDay + microsPerSecond);
  await fixture.accept({ category: 'chat_messages' });
  fixture.later(microsPerDay);
  const { records } = await createRecords(await fixture.owner(), {
    category: chatMessages,
    body: message,
  });
  await fixture.erase();
  const left = ofCategory(await fixture.state(), chatMessages.id);
  expect(left.filter((path) => path.includes('/chat_messages/'))).toEqual([
    `tenants/acme/chat_messages/${records[0]?.id}`,
  ]);
});

test('if a conversation continues after the erasure of its messages, its head counts only the later messages, even if the writer did not know the erasure', async () => {
  const fixture = await createScopeFixture();
  const say = async (ctx: Awaited<ReturnType<Fixture['owner']>>) => {
    const companions = createHeadWriter()(ctx);
    await createRecords(ctx, { category: chatMessages, body: message, companions });
  };
  const unaware = await fixture.owner();
  await say(unaware);
  fixture.later(microsPerSecond);
  await fixture.accept({ category: 'chat_messages' });
  fixture.later(microsPerSecond);
  await say(unaware);
  fixture.later();
  await fixture.erase();
  const { items } = await listConversations(await fixture.owner(), { page: { limit: 10 } });
  expect(items).toMatchObject([{ id: 'c-anna', messages: 1 }]);
});

test('the deletion begins one minute after the acceptance, when all running commits have ended', async () => {
  const fixture = await createScopeFixture();
  await fixture.live();
  fixture.later(microsPerSecond);
  await fixture.accept({ category: 'customers' });
  fixture.later(60 * microsPerSecond - 2_000);
  expect(await fixture.erase()).toMatchObject({ complete: true, finished: 0, deleted: 0 });
  fixture.later(3_000);
  expect(await fixture.erase()).toMatchObject({ complete: true, finished: 1 });
});

test('if a run has no time left for an erasure, the next run continues it, and the deleted documents of both runs are counted', async () => {
  const fixture = await createScopeFixture();
  await fixture.live();
  fixture.later(microsPerSecond);
  const { erasure } = await fixture.accept({ category: 'chat_messages' });
  const { to_do } = await fixture.progress(erasure.ref.id);
  fixture.later();
  let calls = 0;
  const report = await fixture.erase(undefined, () => (calls++ > 6 ? 61_000 : 0));
  expect(report.complete).toBe(false);
  expect(await fixture.progress(erasure.ref.id)).toMatchObject({ status: 'running' });
  await fixture.erase();
  expect(await fixture.progress(erasure.ref.id)).toMatchObject({ status: 'complete', done: to_do });
});

describe('a run of an erasure', () => {
  /**
   * Stores records of every kind for two people, and accepts the erasures of three categories. The
   * documents of these categories include heads, links, marks and files.
   */
  async function createAccepted() {
    const fixture = await createScopeFixture();
    await fixture.live();
    fixture.later(microsPerSecond);
    const ids = [];
    for (const category of ['chat_messages', 'customers', 'variables'])
      ids.push((await fixture.accept({ category })).erasure.ref.id);
    fixture.later();
    return { ...fixture, ids };
  }
  const shape = (state: { readonly [path: string]: object }) =>
    Object.keys(state)
      .map((path) => path.split('/')[2] ?? '')
      .toSorted((one, other) => one.localeCompare(other));
  const countsOf = async ({ ids, progress }: Awaited<ReturnType<typeof createAccepted>>) =>
    (await Promise.all(ids.map(progress))).map(({ status, done }) => [status, done]);

  test.each(['none', 'all'] as const)(
    'ends in the same state and with the same counts as an uninterrupted run if it is killed at any of its writes and then runs again; the killed write stores: %s',
    async (landed) => {
      const undisturbed = await createAccepted();
      const counting = createKilledStore(undisturbed.fixture.store, Number.POSITIVE_INFINITY);
      await undisturbed.erase(counting.store);
      const counts = await countsOf(undisturbed);
      expect(counts.map(([status]) => status)).toEqual(['complete', 'complete', 'complete']);
      const ended = shape(await undisturbed.state());
      for (let fatal = 0; fatal < counting.writes(); fatal += 1) {
        const fixture = await createAccepted();
        const killed = createKilledStore(fixture.fixture.store, fatal, landed);
        expect(await Promise.race([killed.killed, fixture.erase(killed.store)])).toBe('killed');
        expect(await fixture.erase()).toMatchObject({ complete: true, failed: 0 });
        expect(await countsOf(fixture)).toEqual(counts);
        expect(shape(await fixture.state())).toEqual(ended);
      }
    },
  );

  test('counts each document once, even if another run happens at the same time', async () => {
    const alone = await createAccepted();
    await alone.erase();
    const fixture = await createAccepted();
    await Promise.all([fixture.erase(), fixture.erase()]);
    await fixture.erase();
    expect(await countsOf(fixture)).toEqual(await countsOf(alone));
    expect(shape(await fixture.state())).toEqual(shape(await alone.state()));
    expect(ofCategory(await fixture.state(), conversationHeads.category ?? '')).toEqual([]);
  });
});
