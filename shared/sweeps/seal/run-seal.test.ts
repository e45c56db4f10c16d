import { describe, expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { managerLogHours } from '#shared/manager-log/collections.ts';
import {
  createLogFixture,
  createSealedLog,
  entryOf,
  type LogFixture,
  testStart,
} from '#shared/manager-log/testing/create-log-fixture.ts';
import { type Store, StoreUnavailable } from '#shared/store/store.ts';
import { sealMarginMicros } from './run-seal.ts';

const one = Date.UTC(2026, 0, 15, 13) * 1_000;

const markersOf = ({ store }: LogFixture) =>
  store.query({ collection: managerLogHours.id, tenant: '*', where: [], orderBy: [], limit: 99 });

describe('a seal run', () => {
  test('seals the hours of every tenant, each hour as soon as five minutes have passed since its end', async () => {
    const fixture = createLogFixture();
    const { newWriter, clock, seal, seals } = fixture;
    const writer = newWriter();
    await writer.record(entryOf(1));
    await writer.record(entryOf(1, { tenant: 'beta' }));
    clock.now = one + sealMarginMicros - 1;
    expect(await seal()).toMatchObject({ complete: true, sealed: 0, oldest_overdue_seconds: null });
    clock.now += 1;
    expect(await seal()).toMatchObject({ complete: true, sealed: 2, oldest_overdue_seconds: 0 });
    expect((await seals()).map(({ data }) => data['hour'])).toEqual(['2026-01-15T12']);
    expect(fixture.made).toMatchObject([
      { tenant: 'acme', hour: '2026-01-15T12', number: 1, entries: 1 },
      { tenant: 'beta', hour: '2026-01-15T12', number: 1, entries: 1 },
    ]);
    expect([await fixture.problems(), await fixture.problems('beta')]).toEqual([[], []]);
  });

  test('decrypts nothing, unwraps no key, and signs once for each hour', async () => {
    const fixture = await createSealedLog(3, 4);
    expect(fixture.wrapper.calls.unwrap).toBe(0);
    expect(fixture.signer.calls()).toBe(3);
  });

  test('finds no work when it is repeated, and makes only two queries: one for the configured shards, and one for shards above the configured number', async () => {
    const fixture = await createSealedLog(3, 2);
    const before = await fixture.seals();
    fixture.takeCalls();
    expect(await fixture.seal()).toMatchObject({ complete: true, sealed: 0 });
    expect(fixture.takeCalls()).toEqual({ query: 2 });
    expect(await fixture.seals()).toEqual(before);
    expect(await markersOf(fixture)).toHaveLength(1);
  });

  test('numbers the seals without a gap, even if there are hours without entries', async () => {
    const fixture = createLogFixture();
    const writer = fixture.newWriter();
    for (const day of [0, 1, 5, 6]) {
      fixture.clock.now = testStart + day * microsPerDay;
      await writer.record(entryOf(day));
      if (day === 5) await fixture.seal();
    }
    fixture.clock.now += microsPerDay;
    await fixture.seal();
    const hours = (await fixture.seals()).map(({ data }) => [data['number'], data['hour']]);
    expect(hours).toEqual([
      [1, '2026-01-15T12'],
      [2, '2026-01-16T12'],
      [3, '2026-01-20T12'],
      [4, '2026-01-21T12'],
    ]);
    expect(await fixture.problems()).toEqual([]);
  });

  test('leaves the remaining hours to the next run when its time is up', async () => {
    const fixture = createLogFixture();
    const writer = fixture.newWriter();
    for (let day = 0; day < 5; day += 1) {
      await writer.record(entryOf(day));
      fixture.clock.now += microsPerDay;
    }
    let seconds = 0;
    const store: Store = {
      ...fixture.store,
      async commit(writes) {
        seconds += 1;
        return fixture.store.commit(writes);
      },
    };
    const report = await fixture.seal({
      store,
      monotonic: () => 1_000 * seconds,
      budgetSeconds: 2,
    });
    expect(report).toMatchObject({ complete: false, failed: 0, sealed: 2 });
    expect(await fixture.seal()).toMatchObject({ complete: true, sealed: 3 });
    expect(await fixture.problems()).toEqual([]);
  });

  test('continues with other tenants if one tenant fails, and the next run seals that tenant’s hours', async () => {
    const fixture = createLogFixture();
    const writer = fixture.newWriter();
    for (const tenant of ['acme', 'beta', 'gamma']) await writer.record(entryOf(1, { tenant }));
    fixture.clock.now += microsPerDay;
    const failures: unknown[] = [];
    const down = new StoreUnavailable('down');
    const report = await fixture.seal({
      store: {
        ...fixture.store,
        query: async (query) => {
          if (query.tenant === 'beta') throw down;
          return fixture.store.query(query);
        },
      },
      onFailure: (error) => void failures.push(error),
    });
    expect([report, failures]).toMatchObject([{ complete: false, failed: 1, sealed: 2 }, [down]]);
    expect(await fixture.seal()).toMatchObject({ complete: true, sealed: 1 });
    expect(await fixture.problems('beta')).toEqual([]);
  });

  test('seals the hours of all other shards if a group of shards cannot be read, and the next run seals the hours of this group', async () => {
    const fixture = createLogFixture();
    const tenants = Array.from({ length: 9 }, (_, at) => `tenant-${at}`);
    for (const tenant of tenants) await fixture.newWriter().record(entryOf(1, { tenant }));
    fixture.clock.now += microsPerDay;
    // The test moves some markers to shards that only a revision with more shards uses.
    const far = (await markersOf(fixture)).slice(0, 4);
    await fixture.store.commit(
      far.map(({ ref }, at) => ({ kind: 'update', ref, data: { purge_shard: 40 + at } })),
    );
    const failures: unknown[] = [];
    const down = new StoreUnavailable('down');
    const report = await fixture.seal({
      store: {
        ...fixture.store,
        query: async (query) => {
          const isHidden = query.where.some(
            ({ value }) => Array.isArray(value) && value.includes(40),
          );
          if (query.collection === managerLogHours.id && isHidden) throw down;
          return fixture.store.query(query);
        },
      },
      onFailure: (error) => void failures.push(error),
    });
    expect(report).toMatchObject({ complete: false, failed: 1, sealed: 5 });
    expect(failures).toEqual([down]);
    expect(await fixture.seal()).toMatchObject({ complete: true, sealed: 4 });
    for (const tenant of tenants) expect(await fixture.problems(tenant)).toEqual([]);
  });

  test.each([0, 1, 2, 3, 4, 5, 6, 7])(
    'that is killed before or after its commit %i is stored, and is then repeated, seals every hour once',
    async (fatal) => {
      for (const hasLanded of [false, true]) {
        const fixture = createLogFixture();
        const writer = fixture.newWriter();
        for (let day = 0; day < 4; day += 1) {
          for (const tenant of ['acme', 'beta']) await writer.record(entryOf(day, { tenant }));
          fixture.clock.now += microsPerDay;
        }
        let commits = 0;
        const killed = new Error('killed');
        const store: Store = {
          ...fixture.store,
          async commit(writes) {
            if (commits++ !== fatal) return fixture.store.commit(writes);
            if (hasLanded) await fixture.store.commit(writes);
            throw killed;
          },
        };
        await expect(fixture.seal({ store })).rejects.toBe(killed);
        expect(await fixture.seal()).toMatchObject({ complete: true });
        for (const tenant of ['acme', 'beta']) {
          expect(await fixture.seals(tenant)).toHaveLength(4);
          expect(await fixture.problems(tenant)).toEqual([]);
        }
        expect(await markersOf(fixture)).toEqual([]);
      }
    },
  );

  test('seals each hour once, in one chain of seals for each tenant, even if three runs work at the same time', async () => {
    const fixture = createLogFixture();
    const writer = fixture.newWriter();
    for (let day = 0; day < 6; day += 1) {
      for (const tenant of ['acme', 'beta']) await writer.record(entryOf(day, { tenant }));
      fixture.clock.now += microsPerDay;
    }
    const reports = await Promise.all([fixture.seal(), fixture.seal(), fixture.seal()]);
    expect(reports.map(({ complete }) => complete)).toEqual([true, true, true]);
    expect(reports.reduce((sum, { sealed }) => sum + sealed, 0)).toBe(12);
    expect([await fixture.problems(), await fixture.problems('beta')]).toEqual([[], []]);
    expect(fixture.made).toHaveLength(12);
  });
});
