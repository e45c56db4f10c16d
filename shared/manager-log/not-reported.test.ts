import { describe, expect, test } from 'vitest';
import { managerLog } from '../categories/manager-log.ts';
import { categories } from '../categories/registry.ts';
import { collections } from '../collections/registry.ts';
import { sweepTenant } from '../erasure/sweep-tenant.ts';
import { runPurge } from '../purge/run-purge.ts';
import type { TenantSettings } from '../settings/settings.ts';
import { everythingOn } from '../settings/testing/everything-on.ts';
import { microsPerDay } from '../time/instant.ts';
import { dataKeys } from '../vault/collections.ts';
import { blankEntry } from './blank-entry.ts';
import { managerLogSeals } from './collections.ts';
import {
  createLogBench,
  createSealedLog,
  entryOf,
  type LogBench,
  minute,
  testStart,
} from './testing/create-log-bench.ts';

const midnight = Date.UTC(2026, 0, 16) * 1_000;

function keeping(days: number): TenantSettings {
  const own = { [managerLog.id]: { destination: 'server', retentionDays: days } } as const;
  return { ...everythingOn(), categories: own };
}

function purge({ store, clock }: LogBench) {
  return runPurge({
    store,
    now: () => clock.now,
    monotonic: () => 0,
    collections,
    shards: 4,
    budgetSeconds: 60,
    onFailure: (error) => {
      throw error;
    },
  });
}

describe('what must not be reported', () => {
  test('the expiry of a day, entry by entry, and that of its seal', async () => {
    const bench = await createSealedLog(3, 30);
    bench.clock.now += microsPerDay;
    await bench.seal();
    const end = testStart + 180 * microsPerDay;
    for (const at of [0, 1, 10, 29, 30]) {
      bench.clock.now = end + at * minute;
      await purge(bench);
      expect(await bench.problems()).toEqual([]);
      expect(await bench.entries()).toHaveLength(120 - Math.min(at + 1, 30));
    }
    bench.clock.now = end + 10 * microsPerDay;
    await purge(bench);
    expect([await bench.entries(), (await bench.seals()).length]).toEqual([[], 4]);
    expect(await bench.problems()).toEqual([]);
    bench.clock.now = midnight + 360 * microsPerDay;
    await purge(bench);
    expect([(await bench.seals()).length, await bench.problems()]).toEqual([3, []]);
    bench.clock.now += 9 * microsPerDay;
    await purge(bench);
    const remaining = await bench.store.query({
      collection: managerLogSeals.id,
      tenant: '*',
      where: [],
      orderBy: [],
      limit: 9,
    });
    expect([remaining, await bench.problems()]).toEqual([[], []]);
    const keys = await bench.store.query({
      collection: dataKeys.id,
      tenant: '*',
      where: [],
      orderBy: [],
      limit: 9,
    });
    expect(keys).toEqual([]);
  });

  test('expired entries that the database deletes in whatever order', async () => {
    const bench = await createSealedLog(2, 10);
    bench.clock.now += microsPerDay;
    await bench.seal();
    bench.clock.now = testStart + 180 * microsPerDay + 6 * minute;
    const all = await bench.entries();
    const expired = all.filter(({ data }) => Number(data['expires_at']) <= bench.clock.now);
    expect(expired).toHaveLength(7);
    for (const at of [3, 6, 0, 5]) {
      await bench.remove(...expired.slice(at, at + 1));
      expect(await bench.problems()).toEqual([]);
    }
  });

  test('entries that were written under shorter and longer retentions', async () => {
    const bench = createLogBench();
    const writer = bench.newWriter();
    for (const days of [180, 180, 2, 2, 90, 90]) {
      for (const number of [1, 2, 3])
        await writer.record(entryOf(number, { settings: keeping(days) }));
      bench.clock.now += microsPerDay / 2;
    }
    bench.clock.now += microsPerDay / 2;
    for (let round = 0; round < 4; round += 1) {
      await bench.seal();
      await purge(bench);
      expect(await bench.problems()).toEqual([]);
      bench.clock.now += microsPerDay;
    }
    expect(await bench.entries()).toHaveLength(12);
  });

  test('a shortened retention that the erase sweep carries out, whenever it is looked at', async () => {
    const bench = await createSealedLog(6, 4);
    const whole = await bench.entries();
    const shortening = { category: managerLog.id, upTo: bench.clock.now, days: 3 };
    const settings = { ...keeping(3), shortenings: [shortening] };
    const sweep = { store: bench.store, collections, categories, isTimeUp: () => false };
    bench.clock.now += minute;
    const swept = await sweepTenant(sweep, 'acme', settings, bench.clock.now);
    expect(swept).toMatchObject({ complete: true, shortened: whole.length });
    const again = await sweepTenant(sweep, 'acme', settings, bench.clock.now);
    expect(again).toMatchObject({ complete: true, shortened: 0 });
    expect(await bench.verify()).toMatchObject({ cuts: [{ days: 3 }], problems: [] });
    await purge(bench);
    expect((await bench.entries()).length).toBeLessThan(whole.length);
    await bench.newWriter().record(entryOf(1, { settings: keeping(3) }));
    expect(await bench.problems()).toEqual([]);
    const [, second] = await bench.entries();
    if (second === undefined) throw new Error('no entry');
    await bench.remove(second);
    expect(await bench.problems()).not.toEqual([]);
    await bench.tamper(second, {});
    for (let day = 0; day < 5; day += 1) {
      bench.clock.now += microsPerDay;
      await bench.seal();
      await purge(bench);
      expect(await bench.problems()).toEqual([]);
    }
    expect(await bench.entries()).toEqual([]);
  });

  test('a manager who was erased: the content is blank, the chain is whole', async () => {
    const bench = await createSealedLog(2, 5);
    for (const at of [0, 6, 9]) {
      const entry = (await bench.entries())[at];
      if (entry === undefined) throw new Error('no entry');
      await bench.store.commit([blankEntry(entry, bench.clock.now)]);
    }
    expect(await bench.verify()).toMatchObject({ entries: 15, blanked: 3, problems: [] });
    const blanked = (await bench.entries())[6];
    expect(Object.keys(blanked?.data ?? {}).filter((name) => name.endsWith('_aes'))).toEqual([]);
    expect(blanked?.data['action']).toBe('customers.read');
  });

  test('entries to the microsecond before, at and after midnight', async () => {
    const bench = createLogBench();
    const writers = [bench.newWriter(), bench.newWriter()];
    for (const [at, offset] of [-2, -1, 0, 1].entries()) {
      bench.clock.now = midnight + offset;
      for (const [index, writer] of writers.entries()) await writer.record(entryOf(at * 2 + index));
    }
    bench.clock.now = midnight + 2 * microsPerDay;
    await bench.seal();
    expect(bench.made.map(({ day, entries }) => [day, entries])).toEqual([
      ['2026-01-15', 4],
      ['2026-01-16', 4],
    ]);
    expect(await bench.problems()).toEqual([]);
  });

  test('a log in which nothing was ever written', async () => {
    const bench = createLogBench();
    expect(await bench.seal()).toMatchObject({ complete: true, sealed: 0 });
    expect(await bench.verify('nobody')).toMatchObject({
      entries: 0,
      latestSeal: null,
      problems: [],
    });
  });
});
