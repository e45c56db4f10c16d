import { describe, expect, test } from 'vitest';
import { createReadThrough } from '#shared/base/cache/read-through.ts';
import { formatInstant, microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { customers } from '#shared/categories/customers.ts';
import { categories } from '#shared/categories/registry.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import { serviceVisits } from '#shared/records/testing/thirteenth-category.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import { runPurge } from '#shared/sweeps/purge/run-purge.ts';
import { notePurge } from '#shared/sweeps/reports/note-run.ts';
import { collections, collectionsFor } from '#shared/wiring/collections.ts';
import { type KeysInput, listKeys } from '../keys/describe-keys.ts';
import { type Beside, describeStorage } from './describe-storage.ts';

const start = Date.UTC(2026, 0, 15, 12) * 1_000;

function open(
  all = categories,
  purgeShards = 4,
  chosen: { readonly modules?: readonly string[] } = {},
) {
  const fixture = createTestFixture(all);
  fixture.clock.now = start;
  const ctx = fixture.contextOf('acme');
  const now = () => fixture.clock.now;
  const deps = {
    store: fixture.store,
    now,
    categories: all,
    collections: collectionsFor(all),
    purgeShards,
    beside: createReadThrough<Beside>({ now }),
  };
  const scopes = new Set(['overview']);
  const see = (tenant = 'acme', language: 'de' | 'en' = 'en', only?: 'categories', days?: number) =>
    describeStorage(
      deps,
      { ...ctx, settings: { ...ctx.settings, ...chosen }, tenant, scopes },
      { language, only, ...(days !== undefined && { days }) },
    );
  const keys = (input?: KeysInput) => listKeys(deps, { tenant: 'acme', scopes }, input);
  return { ...fixture, ctx, see, keys };
}

/**
 * Makes a document that has a value in each declared field of its collection and expires at the
 * given instant.
 */
function documentOf({ fields, expiry }: Collection, shard: number, expiresAt: number) {
  const values = {
    instant: expiresAt,
    id: 'x',
    ids: [],
    number: 0,
    boolean: true,
    hash: 'x',
    sealed: new Uint8Array(1),
    proof: 'x',
    packed: new Uint8Array(1),
  };
  const all = Object.entries(fields).map(([name, type]) => [name, values[type]]);
  return {
    ...Object.fromEntries(all),
    ...(expiry.by !== 'never' && { purge_shard: shard }),
  };
}

const isBeside = ({ id, category, platform }: Collection) => id !== category && !platform;
const beside = collections.filter(isBeside);

describe.each(beside)('collection $id', (collection) => {
  const { id } = collection;

  test('is listed with its rules; its documents in all shards are counted by their expiry', async () => {
    const { store, see, clock } = open();
    const put = (name: string, shard: number, expiresAt: number) => ({
      kind: 'create' as const,
      ref: { tenant: 'acme', collection: id, id: name },
      data: documentOf(collection, shard, expiresAt),
    });
    await store.commit([
      put('overdue', 0, clock.now),
      put('today', 1, clock.now + 1),
      put('tomorrow', 2, clock.now + microsPerDay),
      put('later', 3, clock.now + 90 * microsPerDay),
    ]);
    const { collections: told } = await see();
    const found = told.find((each) => each.id === id);
    expect(found).toMatchObject({
      title: collection.title.en,
      category: collection.category,
      expiry: { by: collection.expiry.by, source: collection.expiry.source.en },
    });
    const counts = found?.expires.map(({ count }) => count);
    if (collection.expiry.by === 'never') {
      expect([found?.live, found?.overdue, found?.expires_later]).toEqual([4, 0, 4]);
      return;
    }
    expect([found?.live, found?.overdue, found?.expires_later]).toEqual([3, 1, 1]);
    expect(counts).toEqual([1, 1, 0, 0, 0, 0, 0]);
    expect((await see('other')).collections.find((each) => each.id === id)?.live).toBe(0);
  });
});

test('the documents of all shards are counted, even if one query cannot include all shards', async () => {
  const { store, see, clock } = open(categories, 40);
  const chunks = collections.find(({ id }) => id === 'file_chunks');
  if (chunks === undefined) throw new Error('no file chunks');
  const shards = [0, 29, 30, 39];
  await store.commit(
    shards.map((shard) => ({
      kind: 'create' as const,
      ref: { tenant: 'acme', collection: chunks.id, id: `c${shard}` },
      data: documentOf(chunks, shard, clock.now + 1),
    })),
  );
  const { collections: told } = await see();
  expect(told.find(({ id }) => id === chunks.id)?.live).toBe(4);
});

test('the overview also counts documents in shards above the configured number, if the last purge found documents there', async () => {
  const { store, see, clock, ctx } = open();
  const links = collections.find(({ id }) => id === 'conversation_links');
  if (links === undefined) throw new Error('no links');
  const shards = [3, 29, 200];
  await store.commit(
    shards.map((shard) => ({
      kind: 'create' as const,
      ref: { tenant: 'acme', collection: links.id, id: `l${shard}` },
      data: documentOf(links, shard, clock.now + microsPerDay),
    })),
  );
  const live = async () => (await see()).collections.find(({ id }) => id === links.id)?.live;
  expect(await live()).toBe(2);
  const purged = { ...ctx, collections, shards: 4, monotonic: () => 0, budgetSeconds: 60 };
  const report = await runPurge({ ...purged, store, onFailure: () => undefined });
  await notePurge({ ...ctx, store }, clock.now, report);
  clock.now += 5 * microsPerSecond;
  expect(await live()).toBe(3);
});

test('the overview lists all declared categories, and all declared collections except the platform’s own', async () => {
  const all = [...categories, serviceVisits];
  const { see } = open(all);
  const told = await see();
  expect(told.categories.map(({ id }) => id)).toEqual([
    ...categories.map(({ id }) => id),
    serviceVisits.id,
  ]);
  expect(told.collections.map(({ id }) => id)).toEqual(
    collectionsFor(all)
      .filter(isBeside)
      .map(({ id }) => id),
  );
  expect(told.collections.map(({ id }) => id)).not.toContain('sessions');
  const ofEveryTenant = told.categories.filter(({ always }) => always).map(({ id }) => id);
  expect(ofEveryTenant).toEqual(['runtime_log', 'manager_log']);
});

test('records are counted for each request, and other documents at most every 5 s', async () => {
  const { ctx, see, clock } = open();
  const message = { conversation_id: 'c1', author: 'bot', text: 'Hallo' };
  const linked = { email: 'anna@example.org', authenticated_by: 'sso', conversation_id: 'c1' };
  const seen = async () => {
    const told = await see();
    const live = (list: readonly { readonly id: string; readonly live: number }[], id: string) =>
      list.find((each) => each.id === id)?.live;
    return [live(told.categories, 'customers'), live(told.collections, 'conversation_links')];
  };
  expect(await seen()).toEqual([0, 0]);
  await createRecords(ctx, { category: chatMessages, body: message });
  await createRecords(ctx, { category: customers, body: linked });
  expect(await seen()).toEqual([1, 0]);
  clock.now += 5 * microsPerSecond;
  expect(await seen()).toEqual([1, 1]);
});

test('the overview of an empty tenant costs one read, one count for each collection, and three calls for each kind of key; a repetition within 5 s costs one read, and one count for each category', async () => {
  const { see, takeCalls } = open();
  takeCalls();
  const { keys: kinds } = await see();
  expect(takeCalls()).toEqual({
    count: 12 + beside.length + 2 * kinds.length,
    query: kinds.length,
    get: 1,
  });
  await see();
  expect(takeCalls()).toEqual({ count: 12, get: 1 });
});

test('an overview that is asked only for categories counts records only, and lists no keys or other collections', async () => {
  const { see, takeCalls } = open();
  takeCalls();
  const told = await see('acme', 'en', 'categories');
  expect([told.categories.length, told.collections, told.keys]).toEqual([12, [], []]);
  expect(takeCalls()).toEqual({ count: 12, get: 1 });
});

test('if records expire on many days, a category costs four counts and at most one more for each day', async () => {
  const { ctx, see, takeCalls, clock } = open();
  for (let day = 0; day < 7; day += 1) {
    clock.now = start - day * microsPerDay;
    const message = { conversation_id: 'c1', author: 'bot', text: 'Hallo' };
    await createRecords(ctx, { category: chatMessages, body: message });
  }
  clock.now = start;
  await see();
  takeCalls();
  await see();
  const { count = 0 } = takeCalls();
  expect(count).toBeGreaterThan(12 + 3);
  expect(count).toBeLessThanOrEqual(12 + 3 + 30);
});

test('an overview of three days costs fewer counts; it has the same numbers for these days, and one number for all later days', async () => {
  const { ctx, see, takeCalls, clock } = open();
  for (let day = 0; day < 7; day += 1) {
    clock.now = start - day * microsPerDay;
    await createRecords(ctx, {
      category: customers,
      body: { email: `a${day}@example.org`, authenticated_by: 'sso' },
    });
  }
  clock.now = start + 176 * microsPerDay;
  const ofCustomers = async (days: number) => {
    const found = (await see('acme', 'en', 'categories', days)).categories.find(
      ({ id }) => id === 'customers',
    );
    return { ...found, counts: found?.expires.map(({ count }) => count) ?? [] };
  };
  const month = await ofCustomers(30);
  takeCalls();
  const days = await ofCustomers(3);
  const { count = 0 } = takeCalls();
  expect([days.counts, days.live]).toEqual([month.counts.slice(0, 3), month.live]);
  const sum = (counts: readonly number[]) => counts.reduce((all, each) => all + each, 0);
  expect(sum(days.counts) + Number(days.expires_later)).toBe(days.live);
  expect(days.expires_later).toBeGreaterThan(0);
  expect(count).toBeLessThanOrEqual(12 + 3 + 3);
});

describe('the keys of a tenant', () => {
  test('are counted in the overview, which also states the next destruction; both facts are at most 5 s old', async () => {
    const { ctx, see, keys, clock } = open();
    const numbers = async () =>
      (await keys({ only: 'numbers' })).items.map(({ keys: _none, ...told }) => told);
    expect((await see()).keys).toEqual(await numbers());
    const message = { conversation_id: 'c1', author: 'bot', text: 'Hallo' };
    await createRecords(ctx, { category: chatMessages, body: message });
    clock.now += 5 * microsPerSecond;
    const seen = (await see()).keys;
    expect(seen).toEqual(await numbers());
    expect(seen.find(({ protects }) => protects === 'chat_messages')).toEqual({
      protects: 'chat_messages',
      alive: 1,
      due: 0,
      next_destroyed_at: expect.stringMatching(/^2026-/),
    });
    expect((await see('other')).keys.map(({ alive }) => alive)).toEqual(seen.map(() => 0));
  });

  test('are counted; for each key the list states its age, its destruction and the number of its documents', async () => {
    const { ctx, keys, clock } = open();
    const before = (await keys()).items;
    expect(before.map(({ alive }) => alive)).toEqual(before.map(() => 0));
    expect(before.length).toBeGreaterThan(15);
    const message = { conversation_id: 'c1', author: 'bot', text: 'Hallo' };
    await createRecords(ctx, { category: chatMessages, body: message });
    const first = (await keys()).items.find(({ protects }) => protects === 'chat_messages');
    const end = first?.next_destroyed_at;
    const told = { made_at: formatInstant(start), destroyed_from: end, records: 1 };
    expect(first).toMatchObject({ alive: 1, due: 0, keys: [told] });
    clock.now += 2 * microsPerDay;
    await createRecords(ctx, { category: chatMessages, body: message });
    const second = (await keys()).items.find(({ protects }) => protects === 'chat_messages');
    const other = {
      made_at: formatInstant(clock.now),
      destroyed_from: expect.any(String),
      records: 1,
    };
    const both = [told, other];
    expect(second).toEqual({ ...first, alive: 2, keys: both });
    clock.now = Date.parse(first?.next_destroyed_at ?? '') * 1_000;
    const due = (await keys()).items.find(({ protects }) => protects === 'chat_messages');
    expect(due).toEqual({ ...first, alive: 2, due: 1, keys: both });
  });

  test('are listed with the number of their records: at most eight keys of each kind, or more if the caller names one kind', async () => {
    const { ctx, keys, clock } = open();
    const body = (email: string) => ({ email, authenticated_by: 'sso' });
    for (let bucket = 0; bucket < 10; bucket += 1) {
      const customersOf = [body(`a${bucket}@example.org`), body(`b${bucket}@example.org`)];
      await createRecords(ctx, { category: customers, body: customersOf });
      clock.now += 6 * microsPerDay;
    }
    const { alive, keys: told } =
      (await keys()).items.find(({ protects }) => protects === 'customers') ?? {};
    expect([alive, told?.length]).toEqual([10, 8]);
    expect(told?.map(({ records }) => records)).toEqual(Array(8).fill(2));
    const ends = told?.map(({ destroyed_from }) => destroyed_from) ?? [];
    expect(ends).toEqual(ends.toSorted((left, right) => String(left).localeCompare(String(right))));
    const [one] = (await keys({ protects: 'customers' })).items;
    expect(one?.keys.map(({ records }) => records)).toEqual(Array(10).fill(2));
    expect(one?.keys.slice(0, 8)).toEqual(told);
  });

  test.each([
    ['members', 'members'],
    ['particulars', 'tenant_particulars'],
    ['requests', 'request_persons'],
    ['requests', 'subject_tokens'],
    ['legacy', 'legacy_records'],
    ['coupon_codes', 'coupon_stock'],
  ])(
    'for %s are listed with their age, the time of their destruction, and the number of documents in %s that use them',
    async (protects, carrier) => {
      const { store, keys, clock } = open();
      const collection = collections.find(({ id }) => id === carrier);
      if (collection === undefined) throw new Error(carrier);
      const ends = clock.now + microsPerDay;
      const key = {
        category: protects,
        wrapped: new Uint8Array(1),
        created_at: clock.now,
        expires_at: ends,
        purge_shard: 0,
      };
      const dek = 'a'.repeat(32);
      await store.commit([
        { kind: 'create', ref: { tenant: 'acme', collection: 'data_keys', id: dek }, data: key },
      ]);
      for (const id of ['one', 'two']) {
        const data = { ...documentOf(collection, 0, ends), dek };
        const ref = { tenant: 'acme', collection: carrier, id };
        await store.commit([{ kind: 'create', ref, data }]);
      }
      const told = (await keys()).items.find((item) => item.protects === protects);
      const [made, end] = [formatInstant(clock.now), formatInstant(ends)];
      expect(told).toEqual({
        protects,
        alive: 1,
        due: 0,
        next_destroyed_at: end,
        keys: [{ made_at: made, destroyed_from: end, records: 2 }],
      });
    },
  );

  test('cost two counts and one query for each kind of key, even if there is no key yet', async () => {
    const { keys, takeCalls } = open();
    takeCalls();
    const { items } = await keys();
    expect(takeCalls()).toEqual({ count: 2 * items.length, query: items.length });
  });

  test('are counted but not listed if the caller asks only for numbers; if the caller names a category, only its keys are listed', async () => {
    const { ctx, keys, takeCalls } = open();
    const message = { conversation_id: 'c1', author: 'bot', text: 'Hallo' };
    await createRecords(ctx, { category: chatMessages, body: message });
    const all = (await keys()).items;
    takeCalls();
    const { items } = await keys({ only: 'numbers' });
    expect(items).toEqual(all.map((item) => ({ ...item, keys: [] })));
    expect(takeCalls()).toEqual({ count: 2 * items.length, query: items.length });
    const one = await keys({ protects: 'chat_messages' });
    expect(one.items).toEqual(all.filter(({ protects }) => protects === 'chat_messages'));
    expect(one.items[0]?.keys).toHaveLength(1);
  });

  test('are not shown to a caller without the right to see the overview', async () => {
    const { contextOf } = open();
    const ctx = contextOf('acme', ['customers:read']);
    const deps = { store: ctx.store, now: ctx.now, categories, collections };
    await expect(listKeys(deps, ctx)).rejects.toMatchObject({ code: 'scope-missing' });
  });
});

test('texts are in the requested language, even immediately after a request in another language', async () => {
  const { see } = open();
  const [english, german] = [await see('acme', 'en'), await see('acme', 'de')];
  expect([english.categories[3]?.title, german.categories[3]?.title]).toEqual([
    'Runtime log',
    'Laufzeitprotokoll',
  ]);
  const chunks = ({ collections: all }: typeof german) =>
    all.find(({ id }) => id === 'manager_log_seals')?.title;
  expect([chunks(english), chunks(german)]).toEqual([
    'Seals of the manager log',
    'Siegel des Manager-Protokolls',
  ]);
});

test.each([
  [['live_chat'], true],
  [['nlu'], false],
])(
  'the overview lists the modules of a category, and states whether the tenant uses them: %j',
  async (modules, in_use) => {
    const { see } = open(categories, 4, { modules });
    expect((await see()).categories[0]?.modules).toEqual([
      { module: 'live_chat', rule: 'required', in_use },
    ]);
  },
);
