import { beforeEach, expect, test } from 'vitest';
import { microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { customers } from '#shared/categories/customers.ts';
import { withdrawConsent } from '#shared/domains/consents/withdraw-consent.ts';
import { deleteConversation } from '#shared/domains/conversations/delete-conversation.ts';
import { deleteMessage } from '#shared/domains/conversations/delete-message.ts';
import { listConversations } from '#shared/domains/conversations/list-conversations.ts';
import { closePool } from '#shared/domains/coupons/close-pool.ts';
import { readPool } from '#shared/domains/coupons/pool.ts';
import { deleteRecord } from '#shared/records/delete-record.ts';
import { onStore } from '#shared/records/testing/create-test-context.ts';
import { openTenant } from '#shared/settings/testing/everything-on.ts';
import type { Store, StoredDocument } from '#shared/store/store.ts';
import { eraseSubject } from '#shared/subjects/erase-subject.ts';
import {
  createPersonFixture,
  personOf,
  world,
} from '#shared/subjects/testing/create-person-fixture.ts';
import { createKilledStore } from '#shared/sweeps/testing/create-killed-store.ts';
import { restore } from './restore.ts';
import { readStanding } from './standing.ts';
import { createRestoreFixture } from './testing/create-restore-fixture.ts';

const anna = personOf('anna', 1);
const bert = personOf('bert', 2);

type Fixture = Awaited<ReturnType<typeof createPersonFixture>>;
let fixture: Fixture;
let store: Store;
type Restores = ReturnType<typeof createRestoreFixture>;
let backUp: Restores['backUp'];
let putBack: Restores['putBack'];
let depsOn: Restores['depsOn'];
let raise: Restores['raise'];
let stateOf: Restores['stateOf'];
let isCurrent: Restores['isCurrent'];

const idsIn = async (collection: string) =>
  (await fixture.dump())
    .filter(({ ref }) => ref.collection === collection)
    .map(({ ref }) => ref.id);
const oneIn = async (collection: string) => {
  const [id] = await idsIn(collection);
  if (id === undefined) throw new Error(`there is no document in ${collection}`);
  return id;
};
async function documentOf(pool: string): Promise<StoredDocument> {
  const document = await store.get({ tenant: 'acme', collection: 'coupon_pools', id: pool });
  if (document === undefined) throw new Error('the pool is not stored');
  return document;
}

beforeEach(async () => {
  fixture = await createPersonFixture();
  ({ store } = fixture.fixture);
  ({ backUp, putBack, depsOn, raise, stateOf, isCurrent } = createRestoreFixture(fixture.fixture));
  await openTenant({ store, now: () => fixture.fixture.clock.now }, 'acme');
  for (const act of Object.values(fixture.acts)) {
    await act(anna, { conversation_id: 'c-anna' });
    await act(bert, { conversation_id: 'c-bert' });
  }
  await fixture.draw(1);
  await raise();
});

/**
 * Erases Anna, deletes a customer and a message of Bert, withdraws a consent, and gives out a code.
 */
async function forget(): Promise<{ readonly gone: readonly string[]; readonly used: string }> {
  const { ctx } = fixture;
  const before = await stateOf();
  const body = { scope: { subject: anna }, confirm: true };
  await eraseSubject(ctx, world, { body, idempotencyKey: undefined });
  await deleteRecord(ctx, { category: customers, id: await oneIn('customers') });
  const head = (await fixture.dump()).find(({ ref }) => ref.collection === 'conversation_heads');
  await deleteMessage(ctx, { id: String(head?.data['last_message_id']) });
  await withdrawConsent(ctx, { id: await oneIn('marketing_consents') });
  await fixture.coupons.emit(fixture.pool, 'carla@example.org');
  const after = await stateOf();
  const gone = [...before.keys()].filter((path) => !after.has(path));
  const [used = ''] = [...after].flatMap(([path, data]) =>
    data['state'] === 'used' && before.get(path)?.['state'] === 'stock' ? [path] : [],
  );
  return { gone, used };
}

test('nothing that was erased, deleted, withdrawn or used comes back, and all other documents remain', async () => {
  const backup = await backUp();
  const before = await stateOf();
  const { gone, used } = await forget();
  expect(gone.length).toBeGreaterThan(20);
  const withdrawn = await oneIn('marketing_consents');
  await putBack(backup);
  expect(await isCurrent()).toBe(false);
  expect(await restore(depsOn())).toBe(true);
  expect(await isCurrent()).toBe(true);
  const after = await stateOf();
  expect(gone.filter((path) => after.has(path))).toEqual([]);
  expect(after.get(used)).toMatchObject({ state: 'used' });
  expect(after.get(`tenants/acme/marketing_consents/${withdrawn}`)).toMatchObject({
    status: 'withdrawn',
  });
  const lost = [...before.keys()].filter((path) => !after.has(path) && !gone.includes(path));
  expect(lost).toEqual([]);
});

test('a pool that was closed after the backup is marked as closing again, and gives out no codes', async () => {
  const backup = await backUp();
  const { ctx, pool, coupons } = fixture;
  await closePool(ctx, { poolId: pool, body: { confirm: true } });
  const { closedAt } = readPool(await documentOf(pool));
  await putBack(backup);
  expect(readPool(await documentOf(pool))).toMatchObject({ state: 'open' });
  expect(await restore(depsOn())).toBe(true);
  expect(readPool(await documentOf(pool))).toMatchObject({ state: 'closing', closedAt });
  // A process keeps a pool in memory for 5 s. So after 6 s no process uses the open pool any more.
  fixture.fixture.clock.now += 6 * microsPerSecond;
  await expect(coupons.emit(pool, 'carla@example.org')).rejects.toMatchObject({
    code: 'pool-closed',
  });
});

test('a restore deletes again everything that was deleted, even if the restore is configured with fewer shards than the records use', async () => {
  const backup = await backUp();
  const { gone } = await forget();
  fixture.fixture.clock.now += 7 * microsPerDay + microsPerSecond;
  await putBack(backup);
  await restore({ ...depsOn(), purgeShards: 1 });
  const after = await stateOf();
  expect(gone.filter((path) => after.has(path))).toEqual([]);
  expect(await idsIn('chat_messages')).toEqual([]);
});

test('after a restore, the head of a conversation does not count a deleted message, and does not show the message as preview', async () => {
  const backup = await backUp();
  await forget();
  await putBack(backup);
  await restore(depsOn());
  const { items } = await listConversations(fixture.ctx, { page: { limit: 10 } });
  expect(items).toMatchObject([{ id: 'c-bert', messages: 1, last_message: { preview: '' } }]);
  const [kept] = await idsIn('chat_messages');
  expect(items[0]?.last_message.id).toBe(kept);
});

test('a restore deletes a conversation that was deleted after the backup, but keeps a conversation that was deleted and begun again before the backup', async () => {
  const first = await backUp();
  await deleteConversation(fixture.ctx, { conversationId: 'c-bert' });
  fixture.fixture.clock.now += 10 * microsPerSecond;
  await fixture.acts['say']?.(bert, { conversation_id: 'c-bert' });
  const second = await backUp();
  await putBack(second);
  const before = await stateOf();
  await restore(depsOn());
  expect(await stateOf()).toEqual(before);
  await putBack(first);
  await restore({ ...depsOn(), database: 'mayfly-again' });
  const { items } = await listConversations(fixture.ctx, { page: { limit: 10 } });
  expect(items.map(({ id }) => id)).not.toContain('c-bert');
});

test('a conversation that began again before a backup stays listed, even if the clock of its writer was behind the deletion', async () => {
  const { clock } = fixture.fixture;
  await deleteConversation(fixture.ctx, { conversationId: 'c-bert' });
  clock.now -= 5 * microsPerSecond;
  await fixture.acts['say']?.(bert, { conversation_id: 'c-bert' });
  clock.now += 60 * microsPerSecond;
  await putBack(await backUp());
  await restore(depsOn());
  const { items } = await listConversations(fixture.ctx, { page: { limit: 10 } });
  expect(items.map(({ id }) => id)).toContain('c-bert');
});

test('if the subject of a conversation was replaced after the backup, the former subject does not come back; if it was replaced before the backup, the new subject is kept', async () => {
  await fixture.acts['introduce']?.(anna, { conversation_id: 'c-new' });
  const lookupsOf = async () =>
    [...(await stateOf())]
      .filter(([, data]) => data['conversation_id'] === 'c-new' && 'lookup' in data)
      .map(([, data]) => data['lookup']);
  const [former] = await lookupsOf();
  expect(former).toBeDefined();
  const first = await backUp();
  await fixture.acts['introduce']?.(bert, { conversation_id: 'c-new' });
  const [present] = await lookupsOf();
  expect(present).not.toBe(former);
  const second = await backUp();
  await putBack(second);
  await restore(depsOn());
  expect(await lookupsOf()).toEqual([present]);
  await putBack(first);
  await restore({ ...depsOn(), database: 'mayfly-again' });
  expect(await lookupsOf()).toEqual([]);
});

test('records that expired after the backup are deleted', async () => {
  const backup = await backUp();
  fixture.fixture.clock.now += 7 * microsPerDay + microsPerSecond;
  await putBack(backup);
  await restore(depsOn());
  expect(await idsIn('chat_messages')).toEqual([]);
  expect(await idsIn('customers')).toHaveLength(2);
});

test('a restore that is killed at any write and repeated, or that runs twice at the same time, ends in the same state as an undisturbed restore', async () => {
  const backup = await backUp();
  await forget();
  await putBack(backup);
  const counting = createKilledStore(store, Number.POSITIVE_INFINITY);
  await restore(depsOn(counting.store));
  const ended = await stateOf();
  const writes = counting.writes();
  expect(writes).toBeGreaterThan(10);
  for (let fatal = 0; fatal < writes; fatal += 1) {
    await putBack(backup);
    const database = `mayfly-${fatal}`;
    const killed = createKilledStore(store, fatal, fatal % 2 === 0 ? 'all' : 'none');
    const dying = restore({ ...depsOn(killed.store), database });
    expect(await Promise.race([dying, killed.killed])).toBe('killed');
    await restore({ ...depsOn(), database });
    expect((await readStanding(store, database)).isCurrent).toBe(true);
    expect(await stateOf()).toEqual(ended);
  }
  await putBack(backup);
  const twice = { ...depsOn(), database: 'mayfly-twice' };
  await Promise.all([restore(twice), restore(twice)]);
  expect(await stateOf()).toEqual(ended);
}, 120_000);

test('if a deletion is refused, its entry in the ledger is cancelled, so a restore keeps the record', async () => {
  const id = await oneIn('customers');
  const refusing = onStore(fixture.ctx, {
    ...store,
    commit: async (writes) => {
      const isDeed = writes.some(({ ref, kind }) => kind === 'delete' && ref.id === id);
      if (!isDeed) return store.commit(writes);
      const { WriteConflict } = await import('#shared/store/store.ts');
      throw new WriteConflict('somebody is always faster');
    },
  });
  const refused = deleteRecord(refusing, { category: customers, id });
  await expect(refused).rejects.toMatchObject({ code: 'contention' });
  await putBack(await backUp());
  await restore(depsOn());
  expect(await idsIn('customers')).toContain(id);
});

test('a database stays closed if it has no stamp, or if the backup is so old that later entries may be missing in the ledger; an empty database is opened', async () => {
  const backup = await backUp();
  fixture.fixture.clock.now += 9 * microsPerDay;
  await putBack(backup);
  await expect(restore(depsOn())).rejects.toThrow('not in the ledger any more');
  expect(await isCurrent()).toBe(false);
  await putBack(backup.filter(({ ref }) => ref.collection !== 'record_stamps'));
  await expect(restore(depsOn())).rejects.toThrow('no stamp');
  expect(await isCurrent()).toBe(false);
  await putBack([]);
  expect(await restore(depsOn())).toBe(true);
});

test('a restore does not change the database in use', async () => {
  const before = await stateOf();
  expect(await restore({ ...depsOn(), database: 'mayfly' })).toBe(false);
  expect(await stateOf()).toEqual(before);
});
