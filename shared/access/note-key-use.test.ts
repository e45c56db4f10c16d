import { randomBytes } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import {
  createTestFixture,
  type TestFixture,
} from '#shared/records/testing/create-test-context.ts';
import { type Store, StoreUnavailable } from '#shared/store/store.ts';
import { hashApiKey } from './api-key.ts';
import { apiKeyUses } from './collections.ts';
import { createFindApiKey, type FindApiKey } from './find-api-key.ts';
import { createApiKey } from './store-api-key.ts';

const tenant = 'acme';
const [read, write, remove] = ['customers:read', 'customers:write', 'customers:delete'] as const;
let fixture: TestFixture;
let key: string;

const now = () => fixture.clock.now;
const find = (store: Store = fixture.store) => createFindApiKey({ store, now });
const noted = async () =>
  (await fixture.store.get({ tenant, collection: apiKeyUses.id, id: hashApiKey(key) }))?.data;

/** Finds the key and notes these scopes, as a request does. */
async function use(findApiKey: FindApiKey, ...scopes: string[]): Promise<void> {
  await (await findApiKey(key)).noteUse(new Set(scopes));
}

beforeEach(async () => {
  fixture = createTestFixture();
  const scopes = [read, write, remove];
  key = await createApiKey({ store: fixture.store, now, randomBytes }, { tenant, scopes });
  fixture.takeCalls();
});

test('for each right the first and the last day of use are noted, and only the first use of a right on a day writes', async () => {
  const findApiKey = find();
  const commits: unknown[] = [];
  for (const [hours, scope] of [
    [0, read],
    [1, read],
    [1, write],
    [1, read],
    [9, read],
    [1, read],
  ] as const) {
    fixture.clock.now += (hours * microsPerDay) / 24;
    await use(findApiKey, scope);
    commits.push(fixture.takeCalls().commit);
  }
  // The clock starts at noon, so the last two uses are on the next day.
  expect(commits).toEqual([1, undefined, 1, undefined, 1, undefined]);
  expect(await noted()).toEqual({
    last_used_on: '2026-01-16',
    scopes_since: '2026-01-15',
    scopes_used: [`${read} 2026-01-15 2026-01-16`, `${write} 2026-01-15 2026-01-15`],
  });
});

test('the last day of use is the latest day, even if a process with a slower clock notes a use after midnight', async () => {
  const midnight = Date.UTC(2026, 0, 16) * 1_000;
  fixture.clock.now = midnight;
  await use(find(), read);
  fixture.clock.now = midnight - 1;
  await use(find(), write);
  expect(await noted()).toMatchObject({
    last_used_on: '2026-01-16',
    scopes_used: [`${read} 2026-01-16 2026-01-16`, `${write} 2026-01-15 2026-01-15`],
  });
});

test('if requests with a key have used no right, nothing is noted', async () => {
  await use(find());
  expect(await noted()).toBeUndefined();
});

test('a process reads the notes of other processes once a day, and does not write them again', async () => {
  await use(find(), read);
  fixture.takeCalls();
  const findApiKey = find();
  await use(findApiKey, read);
  expect(fixture.takeCalls()).toEqual({ get: 2 });
  await use(findApiKey, read);
  expect(fixture.takeCalls()).toEqual({});
});

test('a hundred simultaneous requests write only one note', async () => {
  const findApiKey = find();
  await Promise.all(Array.from({ length: 100 }, async () => use(findApiKey, read)));
  expect(fixture.takeCalls()).toEqual({ get: 2, commit: 1 });
});

test('if processes and requests note several rights at the same time, no right is lost', async () => {
  const processes = [find(), find(), find()];
  await Promise.all(
    processes.flatMap((each) => [read, write, remove].map(async (scope) => use(each, scope))),
  );
  expect((await noted())?.['scopes_used']).toHaveLength(3);
});

test('if a key is older than the notes of rights, the first day of a right is the day of its first note', async () => {
  const ref = { tenant, collection: apiKeyUses.id, id: hashApiKey(key) };
  const data = { last_used_on: '2025-11-01' };
  await fixture.store.commit([{ kind: 'create', ref, data }]);
  await use(find(), read);
  expect(await noted()).toMatchObject({
    last_used_on: '2026-01-15',
    scopes_since: '2026-01-15',
    scopes_used: [`${read} 2026-01-15 2026-01-15`],
  });
});

test('a request is served even if the use of its key cannot be noted', async () => {
  const fail = async () => {
    throw new StoreUnavailable('unavailable');
  };
  const { store } = fixture;
  const get: Store['get'] = (ref) => (ref.collection === apiKeyUses.id ? fail() : store.get(ref));
  await use(find({ ...store, get, commit: fail }), read);
  expect(await noted()).toBeUndefined();
});
