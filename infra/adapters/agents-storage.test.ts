import type { Storage, StoreItem } from '@microsoft/agents-hosting';
import { beforeEach, describe, expect, test } from 'vitest';
import { createAgentsStore } from '#shared/adapters/agents-storage/create-agents-store.ts';
import type { AgentsStoreOptions } from '#shared/adapters/agents-storage/options.ts';
import { StateConflict } from '#shared/adapters/agents-storage/state-conflict.ts';
import { repeatOnConflict } from '#shared/client/repeat-on-conflict.ts';
import { createInProcess, type InProcess } from './testing/in-process.ts';

let world: InProcess;
let storage: Storage;

const storageWith = (more: Partial<AgentsStoreOptions> = {}) =>
  createAgentsStore({ mayfly: world.mayfly, ...more }).storage;

beforeEach(async () => {
  world = await createInProcess();
  storage = storageWith();
});

const crazyKey = '!@#$%^&*()~/\\><,.?\';"`~';

describe('a storage, tested like the runtime’s own storages,', () => {
  test('returns an empty object for an unknown key', async () => {
    expect(await storage.read(['unknown'])).toEqual({});
  });

  test.each([[[]], [null], [undefined]])('refuses to read the keys %j', async (keys) => {
    await expect(storage.read(keys as never)).rejects.toThrow(
      new ReferenceError('Keys are required when reading.'),
    );
  });

  test.each([[[]], [null], [undefined]])('refuses to write the changes %j', async (changes) => {
    await expect(storage.write(changes as never)).rejects.toThrow(
      new ReferenceError('Changes are required when writing.'),
    );
  });

  test('accepts an empty set of items without an error', async () => {
    await expect(storage.write({})).resolves.toBeUndefined();
  });

  test('creates objects with an eTag, even if they were sent without one', async () => {
    const items: StoreItem = { createPoco: { id: 1 }, createPocoStoreItem: { id: 2, eTag: '*' } };
    await storage.write(items);
    expect(await storage.read(Object.keys(items))).toEqual({
      createPoco: { id: 1, eTag: expect.stringMatching(/^".+"$/) },
      createPocoStoreItem: { id: 2, eTag: expect.stringMatching(/^".+"$/) },
    });
  });

  test('accepts keys with any characters', async () => {
    await storage.write({ [crazyKey]: { id: 1 } });
    expect((await storage.read([crazyKey]))[crazyKey]).toMatchObject({ id: 1 });
  });

  test('accepts updates with the current eTag, without an eTag and with *, and refuses an old eTag', async () => {
    await storage.write({ pocoItem: { count: 1 }, pocoStoreItem: { count: 1 } });
    const loaded = await storage.read(['pocoItem', 'pocoStoreItem']);
    const { pocoItem, pocoStoreItem } = loaded;
    delete pocoItem.eTag;
    pocoItem.count += 1;
    pocoStoreItem.count += 1;
    await storage.write(loaded);
    const reloaded = await storage.read(['pocoItem', 'pocoStoreItem']);
    expect([reloaded['pocoItem'].count, reloaded['pocoStoreItem'].count]).toEqual([2, 2]);
    expect(reloaded['pocoStoreItem'].eTag).not.toBe(pocoStoreItem.eTag);
    pocoItem.count = 123;
    await storage.write({ pocoItem });
    pocoStoreItem.count = 123;
    await expect(storage.write({ pocoStoreItem })).rejects.toBeInstanceOf(StateConflict);
    const again = await storage.read(['pocoItem', 'pocoStoreItem']);
    expect([again['pocoItem'].count, again['pocoStoreItem'].count]).toEqual([123, 2]);
    await storage.write({
      pocoItem: { count: 100 },
      pocoStoreItem: { ...again['pocoStoreItem'], count: 100, eTag: '*' },
    });
    const last = await storage.read(['pocoItem', 'pocoStoreItem']);
    expect([last['pocoItem'].count, last['pocoStoreItem'].count]).toEqual([100, 100]);
  });

  test('refuses an eTag that it never gave, and the error contains no key', async () => {
    await storage.write({ key1: { value: 'test', eTag: '*' } });
    const conflict = storage.write({ key1: { value: 'conflict', eTag: 'invalid' } });
    await expect(conflict).rejects.toThrow(/eTag conflict/);
    await expect(conflict).rejects.not.toThrow(/key1/);
  });

  test('deletes objects, and deleting unknown objects is no error', async () => {
    await storage.write({ delete1: { count: 1 } });
    await storage.delete(['delete1', 'unknown_key']);
    expect(await storage.read(['delete1'])).toEqual({});
    await storage.write({ delete1: { count: 2 } });
    expect((await storage.read(['delete1']))['delete1'].count).toBe(2);
  });

  test('writes several objects with one call, and reads and deletes more objects than one API call accepts', async () => {
    const keys = Array.from({ length: 130 }, (_, index) => `batch${index}`);
    await storage.write(Object.fromEntries(keys.slice(0, 3).map((key) => [key, { count: 10 }])));
    expect(Object.keys(await storage.read(keys))).toEqual(keys.slice(0, 3));
    await storage.delete(keys);
    expect(await storage.read(keys)).toEqual({});
  });

  test('keeps an object with nested values unchanged', async () => {
    const state = { dialogStack: [{ id: 'w', state: { options: {}, values: { n: null } } }] };
    await storage.write({ dialog: { ...state } });
    expect((await storage.read(['dialog']))['dialog']).toMatchObject(state);
  });
});

describe('the changes of many simultaneous turns (in a turn, a bot handles one message)', () => {
  const key = 'webchat/bot/conversations/c1';
  const others = 20;
  const increment = (own: Storage) =>
    repeatOnConflict(async () => {
      const found = (await own.read([key]))[key] ?? {};
      await own.write({ [key]: { ...found, count: (found.count ?? 0) + 1 } });
    });

  test('are all stored if the turns run in one process, even if no state exists yet', async () => {
    await Promise.all(Array.from({ length: others }, () => increment(storage)));
    expect((await storage.read([key]))[key].count).toBe(others);
  });

  test('are all stored if the turns run in several processes', async () => {
    await Promise.all(Array.from({ length: others }, () => increment(storageWith())));
    expect((await storage.read([key]))[key].count).toBe(others);
  });

  test('are all stored even with the eTag *, if the option `wildcard` is `as-read`', async () => {
    const guarded = storageWith({ wildcard: 'as-read' });
    const asState = () =>
      repeatOnConflict(async () => {
        const state = (await guarded.read([key]))[key] ?? {};
        Object.assign(state, { count: (state.count ?? 0) + 1, eTag: '*' });
        await guarded.write({ [key]: state });
        await guarded.write({ [key]: state });
      });
    await Promise.all(Array.from({ length: others }, asState));
    expect((await storage.read([key]))[key].count).toBe(others);
  });
});

test('if a state is deleted after a turn has read it, the turn cannot create the state again', async () => {
  await storage.write({ key: { count: 1 } });
  const { key } = await storage.read(['key']);
  await storage.delete(['key']);
  const conflict = storage.write({ key });
  await expect(conflict).rejects.toBeInstanceOf(StateConflict);
  // The storage does not know whether a deletion or another turn caused the conflict. So its
  // message names both causes.
  await expect(conflict).rejects.toThrow(/another turn .* or it was erased or has expired/);
  expect(await storage.read(['key'])).toEqual({});
});

test('a state can be read until the time that the option expiresAt returns, and not longer', async () => {
  const day = 86_400_000;
  const nowMs = () => world.fixture.clock.now / 1_000;
  const brief = storageWith({ expiresAt: () => new Date(nowMs() + day) });
  await brief.write({ key: { count: 1 } });
  await brief.write({ key: { count: 2, eTag: '*' } });
  world.fixture.clock.now += day * 1_000 - 1_000;
  expect((await brief.read(['key']))['key'].count).toBe(2);
  world.fixture.clock.now += 1_000;
  expect(await brief.read(['key'])).toEqual({});
});

test('a state that others create and delete during a write gets the expiry of the option expiresAt', async () => {
  const day = 86_400_000;
  const { messengerSessions: sessions } = world.mayfly;
  const before = [
    async () => {},
    () => storage.write({ key: { count: 0 } }),
    () => storage.delete(['key']),
  ];
  const upsert: typeof sessions.upsert = async (...sent) => {
    await before.shift()?.();
    return sessions.upsert(...sent);
  };
  const mayfly = { ...world.mayfly, messengerSessions: { ...sessions, upsert } };
  const expiresAt = () => new Date(world.fixture.clock.now / 1_000 + day);
  await storageWith({ mayfly, expiresAt }).write({ key: { count: 1 } });
  expect(before).toEqual([]);
  expect((await storage.read(['key']))['key'].count).toBe(1);
  world.fixture.clock.now += day * 1_000;
  expect(await storage.read(['key'])).toEqual({});
});

test('no URL contains a key', async () => {
  const key = 'telegram/bot/users/491713920012';
  await storage.read([key]);
  await storage.write({ [key]: { count: 1 } });
  await storage.delete([key]);
  expect(world.requests.length).toBeGreaterThanOrEqual(3);
  expect(world.requests.join('\n')).not.toMatch(/4917/);
});
