import { describe, expect, test } from 'vitest';
import { microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { managerLog } from '#shared/categories/manager-log.ts';
import { categories } from '#shared/categories/registry.ts';
import type { TenantSettings } from '#shared/settings/settings.ts';
import { everythingOn } from '#shared/settings/testing/everything-on.ts';
import type { Store } from '#shared/store/store.ts';
import { sweepTenant } from '#shared/sweeps/erasure/sweep-tenant.ts';
import { runPurge } from '#shared/sweeps/purge/run-purge.ts';
import { dataKeys } from '#shared/vault/collections.ts';
import { collections } from '#shared/wiring/collections.ts';
import { blankEntry } from './blanking.ts';
import { managerLogSeals } from './collections.ts';
import {
  createLogFixture,
  createSealedLog,
  entryOf,
  type LogFixture,
  minute,
  testStart,
} from './testing/create-log-fixture.ts';
import { verifyLog } from './verification/verify-log.ts';

const midnight = Date.UTC(2026, 0, 16) * 1_000;

function keeping(days: number): TenantSettings {
  const own = { [managerLog.id]: { destination: 'server', retentionDays: days } } as const;
  return { ...everythingOn(), categories: own };
}

/** Runs the purge in a process whose clock may be ahead. */
function purge({ store, clock }: LogFixture, ahead = 0) {
  return runPurge({
    store,
    now: () => clock.now + ahead,
    monotonic: () => 0,
    collections,
    shards: 4,
    budgetSeconds: 60,
    onFailure: (error) => {
      throw error;
    },
  });
}

/** Creates a log with ten entries on each of two days. The first of them expires now. */
async function createOldLog(): Promise<LogFixture> {
  const fixture = await createSealedLog(1, 10);
  fixture.clock.now += microsPerDay;
  await fixture.seal();
  fixture.clock.now = testStart + 180 * microsPerDay;
  return fixture;
}

/** Verifies the log, and lets something happen before or after the entries are read. */
async function problemsIf(
  when: 'before' | 'after',
  happen: () => Promise<void>,
  { store, signer, clock }: LogFixture,
): Promise<string[]> {
  const query: Store['query'] = async (asked) => {
    const isOfEntries = asked.collection === managerLog.id;
    if (isOfEntries && when === 'before') await happen();
    const page = await store.query(asked);
    if (isOfEntries && when === 'after') await happen();
    return page;
  };
  const deps = { store: { ...store, query }, keys: signer.publicKeys, now: () => clock.now };
  return (await verifyLog(deps, 'acme')).problems.map(({ code }) => code);
}

describe('the verification finds no problem in', () => {
  test('entries of a day that expire one by one, and the expiry of their seal', async () => {
    const fixture = await createSealedLog(3, 30);
    fixture.clock.now += microsPerDay;
    await fixture.seal();
    const end = testStart + 180 * microsPerDay;
    for (const at of [0, 1, 10, 29, 30]) {
      fixture.clock.now = end + at * minute;
      await purge(fixture);
      expect(await fixture.problems()).toEqual([]);
      expect(await fixture.entries()).toHaveLength(120 - Math.min(at + 1, 30));
    }
    fixture.clock.now = end + 10 * microsPerDay;
    await purge(fixture);
    expect([await fixture.entries(), (await fixture.seals()).length]).toEqual([[], 4]);
    expect(await fixture.problems()).toEqual([]);
    fixture.clock.now = midnight + 360 * microsPerDay;
    await purge(fixture);
    expect([(await fixture.seals()).length, await fixture.problems()]).toEqual([3, []]);
    fixture.clock.now += 9 * microsPerDay;
    await purge(fixture);
    const remaining = await fixture.store.query({
      collection: managerLogSeals.id,
      tenant: '*',
      where: [],
      orderBy: [],
      limit: 9,
    });
    expect([remaining, await fixture.problems()]).toEqual([[], []]);
    const keys = await fixture.store.query({
      collection: dataKeys.id,
      tenant: '*',
      where: [],
      orderBy: [],
      limit: 9,
    });
    expect(keys).toEqual([]);
  });

  test('expired entries that the database deletes in another order than that of their expiry', async () => {
    const fixture = await createSealedLog(2, 10);
    fixture.clock.now += microsPerDay;
    await fixture.seal();
    fixture.clock.now = testStart + 180 * microsPerDay + 6 * minute;
    const all = await fixture.entries();
    const expired = all.filter(({ data }) => Number(data['expires_at']) <= fixture.clock.now);
    expect(expired).toHaveLength(7);
    for (const at of [3, 6, 0, 5]) {
      await fixture.remove(...expired.slice(at, at + 1));
      expect(await fixture.problems()).toEqual([]);
    }
  });

  test('entries that a purge has deleted by a clock that is 10 s ahead', async () => {
    const fixture = await createOldLog();
    fixture.clock.now -= 5 * microsPerSecond;
    await purge(fixture, 10 * microsPerSecond);
    expect(await fixture.entries()).toHaveLength(19);
    expect(await fixture.problems()).toEqual([]);
  });

  test('entries that a purge deletes during the verification', async () => {
    const fixture = await createOldLog();
    fixture.clock.now -= minute;
    const purgeLater = async () => {
      fixture.clock.now += 5 * minute;
      await purge(fixture);
    };
    expect(await problemsIf('before', purgeLater, fixture)).toEqual([]);
    expect(await fixture.entries()).toHaveLength(15);
  });

  test('entries that are written and sealed during the verification', async () => {
    const fixture = createLogFixture();
    const writer = fixture.newWriter();
    fixture.clock.now += 50 * minute;
    await writer.record(entryOf(1));
    const writeAndSeal = async () => {
      await writer.record(entryOf(2));
      fixture.clock.now += 20 * minute;
      await fixture.seal();
    };
    expect(await problemsIf('after', writeAndSeal, fixture)).toEqual([]);
    expect([await fixture.entries(), await fixture.seals()].map(({ length }) => length)).toEqual([
      2, 1,
    ]);
  });

  test('entries of a tenant that has shortened and lengthened its retention', async () => {
    const fixture = createLogFixture();
    const writer = fixture.newWriter();
    for (const days of [180, 180, 2, 2, 90, 90]) {
      for (const number of [1, 2, 3])
        await writer.record(entryOf(number, { settings: keeping(days) }));
      fixture.clock.now += microsPerDay / 2;
    }
    fixture.clock.now += microsPerDay / 2;
    for (let round = 0; round < 4; round += 1) {
      await fixture.seal();
      await purge(fixture);
      expect(await fixture.problems()).toEqual([]);
      fixture.clock.now += microsPerDay;
    }
    expect(await fixture.entries()).toHaveLength(12);
  });

  test('a shortened retention, after the erase sweep has set the earlier expiries', async () => {
    const fixture = await createSealedLog(6, 4);
    const whole = await fixture.entries();
    const shortening = { category: managerLog.id, upTo: fixture.clock.now, days: 3 };
    const settings = { ...keeping(3), shortenings: [shortening] };
    const pauses = { random: Math.random, sleep: async () => undefined };
    const { store, signer } = fixture;
    const sweep = { ...pauses, store, signer, collections, categories, isTimeUp: () => false };
    fixture.clock.now += minute;
    const swept = await sweepTenant(sweep, 'acme', settings, fixture.clock.now);
    expect(swept).toMatchObject({ complete: true, shortened: whole.length });
    const again = await sweepTenant(sweep, 'acme', settings, fixture.clock.now);
    expect(again).toMatchObject({ complete: true, shortened: 0 });
    expect(await fixture.verify()).toMatchObject({ cuts: [{ days: 3 }], problems: [] });
    await purge(fixture);
    expect((await fixture.entries()).length).toBeLessThan(whole.length);
    await fixture.newWriter().record(entryOf(1, { settings: keeping(3) }));
    expect(await fixture.problems()).toEqual([]);
    const [, second] = await fixture.entries();
    if (second === undefined) throw new Error('no entry');
    await fixture.remove(second);
    expect(await fixture.problems()).not.toEqual([]);
    await fixture.tamper(second, {});
    for (let day = 0; day < 5; day += 1) {
      fixture.clock.now += microsPerDay;
      await fixture.seal();
      await purge(fixture);
      expect(await fixture.problems()).toEqual([]);
    }
    expect(await fixture.entries()).toEqual([]);
  });

  test('blanked entries of an erased manager', async () => {
    const fixture = await createSealedLog(2, 5);
    for (const at of [0, 6, 9]) {
      const entry = (await fixture.entries())[at];
      if (entry === undefined) throw new Error('no entry');
      await fixture.store.commit([await blankEntry(fixture.signer, entry, fixture.clock.now)]);
    }
    expect(await fixture.verify()).toMatchObject({ entries: 15, blanked: 3, problems: [] });
    const blanked = (await fixture.entries())[6];
    expect(Object.keys(blanked?.data ?? {}).filter((name) => /_aes$|^actor/.test(name))).toEqual(
      [],
    );
    expect(blanked?.data['action']).toBe('customers.read');
  });

  test('entries one microsecond before midnight, at midnight and after it', async () => {
    const fixture = createLogFixture();
    const writers = [fixture.newWriter(), fixture.newWriter()];
    for (const [at, offset] of [-2, -1, 0, 1].entries()) {
      fixture.clock.now = midnight + offset;
      for (const [index, writer] of writers.entries()) await writer.record(entryOf(at * 2 + index));
    }
    fixture.clock.now = midnight + 2 * microsPerDay;
    await fixture.seal();
    expect(fixture.made.map(({ hour, entries }) => [hour, entries])).toEqual([
      ['2026-01-15T23', 4],
      ['2026-01-16T00', 4],
    ]);
    expect(await fixture.problems()).toEqual([]);
  });

  test('a log that was never used', async () => {
    const fixture = createLogFixture();
    expect(await fixture.seal()).toMatchObject({ complete: true, sealed: 0 });
    expect(await fixture.verify('nobody')).toMatchObject({
      entries: 0,
      latestSeal: null,
      problems: [],
    });
  });
});
