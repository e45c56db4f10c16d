import { describe, expect, test } from 'vitest';
import { formatInstant } from '#shared/base/time/instant.ts';
import { customers } from '#shared/categories/customers.ts';
import type { Filter, Store } from '#shared/store/store.ts';
import { sweepReports } from '#shared/sweeps/reports/collections.ts';
import { readLastPurge } from '#shared/sweeps/reports/read-reports.ts';
import { dataKeys } from '#shared/vault/collections.ts';
import { keyGraceMicros } from '#shared/vault/make-data-key.ts';
import { createTaskFixture } from '#shared/wiring/testing/create-task-fixture.ts';
import { createPurgeApp } from './app.ts';

async function purgeAfter(seconds: number) {
  const { clock, serviceOf, lines } = await createTaskFixture();
  clock.now += seconds * 1_000_000;
  const headers = { authorization: 'Bearer scheduler' };
  const app = createPurgeApp(serviceOf('purge'));
  const response = await app.request('/tasks/purge', { method: 'POST', headers });
  return { report: await response.json(), lines };
}

test('a run stores its result, and answers as failed if it cannot store the result', async () => {
  const fixture = await createTaskFixture();
  const headers = { authorization: 'Bearer scheduler' };
  const run = async (store = fixture.store) => {
    const app = createPurgeApp(fixture.serviceOf('purge', store));
    return (await app.request('/tasks/purge', { method: 'POST', headers })).status;
  };
  const commit: Store['commit'] = async (writes) => {
    if (writes.some(({ ref }) => ref.collection === sweepReports.id)) throw new Error('full');
    return fixture.store.commit(writes);
  };
  expect(await run({ ...fixture.store, commit })).toBe(503);
  expect(await readLastPurge(fixture.store)).toBeNull();
  expect(await run()).toBe(200);
  expect((await readLastPurge(fixture.store))?.lastRun).toEqual({
    at: formatInstant(fixture.clock.now),
    complete: true,
  });
});

test('if a deletion is more than two hours late, the log line of the run is an error', async () => {
  const inTime = await purgeAfter(3_600);
  expect(inTime.report).toMatchObject({ oldest_overdue_seconds: 7_200 });
  expect(inTime.lines).toContainEqual(
    expect.objectContaining({ severity: 'INFO', message: 'purge', ...inTime.report }),
  );
  const late = await purgeAfter(3_601);
  expect(late.lines).toContainEqual(
    expect.objectContaining({ severity: 'ERROR', message: 'purge is late', ...late.report }),
  );
});

test('three runs together search each collection once for documents in shards above `PURGE_SHARDS`; if a run finds one, the next run searches all collections', async () => {
  const fixture = await createTaskFixture();
  const headers = { authorization: 'Bearer scheduler' };
  /** Runs a purge. Returns the collections in which it searched shards above `PURGE_SHARDS`. */
  const searched = async () => {
    const found: string[] = [];
    const query: Store['query'] = (asked) => {
      const isAbove = ({ field, op }: Filter) => field === 'purge_shard' && op === '>=';
      if (asked.where.some(isAbove)) found.push(asked.collection);
      return fixture.store.query(asked);
    };
    const app = createPurgeApp(fixture.serviceOf('purge', { ...fixture.store, query }));
    await app.request('/tasks/purge', { method: 'POST', headers });
    return [...new Set(found)].toSorted();
  };
  const all = await searched();
  expect(all.length).toBeGreaterThan(40);
  const three = [await searched(), await searched(), await searched()];
  expect(three.flat().toSorted()).toEqual(all);
  for (const third of three) expect(third.length).toBeLessThan(20);
  const id = 'b'.repeat(32);
  const life = { expires_at: fixture.clock.now + 1e12, created_at: fixture.clock.now };
  const ref = { tenant: 'acme', collection: customers.id, id };
  await fixture.store.commit([
    { kind: 'create', ref, data: { ...life, purge_shard: 200, dek: id } },
  ]);
  let last = await searched();
  while (!last.includes(customers.id)) last = await searched();
  expect([await searched(), await searched()]).toEqual([all, all]);
});

describe('a data key that a document still uses', () => {
  /**
   * Stores a key that has been due for this many seconds, and a record that uses the key and has
   * not expired. Then runs a purge.
   */
  async function purgeWaiting(seconds: number, own: { readonly use?: string } = {}) {
    const { clock, store, serviceOf, lines } = await createTaskFixture();
    const id = 'a'.repeat(32);
    const due = clock.now - seconds * 1_000_000;
    const key = {
      expires_at: due,
      purge_shard: 0,
      category: customers.id,
      format: 2,
      algorithm: 'aes-256-gcm',
      bucket_end: due - keyGraceMicros,
      wrapped: Buffer.alloc(60),
      created_at: 0,
      ...own,
    };
    const record = { expires_at: clock.now + 1e12, purge_shard: 0, created_at: clock.now, dek: id };
    await store.commit([
      { kind: 'create', ref: { tenant: 'acme', collection: dataKeys.id, id }, data: key },
    ]);
    await store.commit([
      { kind: 'create', ref: { tenant: 'acme', collection: customers.id, id }, data: record },
    ]);
    const headers = { authorization: 'Bearer scheduler' };
    const app = createPurgeApp(serviceOf('purge'));
    const response = await app.request('/tasks/purge', { method: 'POST', headers });
    const told = lines.filter((line) => line['message'] === 'data keys wait');
    return { report: await response.json(), told };
  }

  test('may wait until two hours after it is due; then an error is logged', async () => {
    const inTime = await purgeWaiting(7_200);
    expect(inTime.report).toMatchObject({ keys_waiting: 1, oldest_key_waiting_seconds: 7_200 });
    expect(inTime.told).toEqual([]);
    const late = await purgeWaiting(7_201);
    expect(late.told).toEqual([
      expect.objectContaining({
        severity: 'ERROR',
        keys_waiting: 1,
        oldest_key_waiting_seconds: 7_201,
      }),
    ]);
  });

  test('of persons’ tokens has the same limit', async () => {
    const { told } = await purgeWaiting(7_201, { use: 'tokens' });
    expect(told).toMatchObject([{ severity: 'ERROR', oldest_key_waiting_seconds: 7_201 }]);
  });

  test('may wait without a limit if it encrypts documents without an expiry', async () => {
    const { report, told } = await purgeWaiting(90_000, { use: 'stock' });
    expect(report).toMatchObject({ keys_waiting: 1, oldest_key_waiting_seconds: null });
    expect(told).toEqual([]);
  });
});
