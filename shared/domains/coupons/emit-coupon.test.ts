import { describe, expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { couponCodes } from '#shared/categories/coupon-codes.ts';
import { deleteRecord } from '#shared/records/delete-record.ts';
import { testStart } from '#shared/records/testing/create-test-context.ts';
import { expiryOf } from '#shared/settings/retention.ts';
import {
  codeOf,
  codesOf,
  createCouponFixture,
  processOf,
} from './testing/create-coupon-fixture.ts';

const problem = (code: string) => expect.objectContaining({ code });
const times = <T>(count: number, work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

describe('a coupon', () => {
  test('belongs for 360 days to the customer who requests it', async () => {
    const { one } = createCouponFixture();
    const pool = await one.pool();
    await one.load(pool.id, ['HERBST-1']);
    const { record, created } = await one.emit(pool.id, 'Anna@Example.org');
    expect(created).toBe(true);
    expect(record.fields).toEqual({
      pool_id: pool.id,
      kind: 'coupon',
      code: 'HERBST-1',
      email: 'Anna@Example.org',
    });
    expect(record.expiresAt).toBe(
      expiryOf(one.ctx.settings, couponCodes, { kind: 'coupon' }, record.createdAt),
    );
    expect(record.expiresAt).toBe(testStart + 360 * microsPerDay);
  });

  test('is never given to two requests, even if two processes handle 100 requests at the same time', async () => {
    const { one, other } = createCouponFixture();
    const pool = await one.pool({ policy: 'unrestricted' });
    await one.load(pool.id, codesOf(100));
    const answers = await times(100, (index) =>
      (index % 2 === 0 ? one : other).emit(pool.id, `c${index}@example.org`),
    );
    expect(new Set(answers.map(codeOf)).size).toBe(100);
    expect(await one.figures(pool)).toMatchObject({ used: 100 });
    await expect(other.emit(pool.id, 'late@example.org')).rejects.toEqual(problem('pool-empty'));
  });

  test('is refused with pool-empty to 97 of 100 simultaneous requests if three coupons are left', async () => {
    const { one, other } = createCouponFixture();
    const pool = await one.pool();
    await one.load(pool.id, codesOf(3));
    const answers = await Promise.allSettled(
      Array.from({ length: 100 }, (_, index) =>
        (index % 2 === 0 ? one : other).emit(pool.id, `c${index}@example.org`),
      ),
    );
    const given = answers.filter(({ status }) => status === 'fulfilled');
    const refused = answers.filter(({ status }) => status === 'rejected');
    expect(given).toHaveLength(3);
    for (const answer of refused) expect(answer).toMatchObject({ reason: problem('pool-empty') });
  });

  test('can come from a file that was loaded after the pool was found empty', async () => {
    const { one, other } = createCouponFixture();
    const pool = await one.pool();
    await expect(one.emit(pool.id, 'a@example.org')).rejects.toEqual(problem('pool-empty'));
    await other.load(pool.id, ['NEU-1']);
    expect(codeOf(await one.emit(pool.id, 'a@example.org'))).toBe('NEU-1');
  });
});

describe('requests of one customer', () => {
  // A turn is the time in which the policy of a pool allows a customer only one coupon.
  const policies = [
    ['once', 359 * microsPerDay, 360 * microsPerDay],
    // The test starts at noon on a Thursday, in UTC.
    ['daily', 0.5 * microsPerDay - 1, 0.5 * microsPerDay],
    ['weekly', 3.5 * microsPerDay - 1, 3.5 * microsPerDay],
  ] as const;

  test.each(policies)(
    'with the policy `%s` get the same coupon until the turn ends, and then another coupon',
    async (policy, within, after) => {
      const { fixture, one, other } = createCouponFixture();
      const pool = await one.pool({ policy });
      await one.load(pool.id, codesOf(5));
      const start = fixture.clock.now;
      const first = await one.emit(pool.id, 'anna@example.org');
      fixture.clock.now = start + within;
      const again = await other.emit(pool.id, 'ANNA@example.org');
      expect(again).toMatchObject({ created: false, record: { id: first.record.id } });
      expect(codeOf(again)).toBe(codeOf(first));
      expect((await one.figures(pool)).used).toBe(1);
      fixture.clock.now = start + after;
      const later = await other.emit(pool.id, 'anna@example.org');
      expect(later.created).toBe(true);
      expect(codeOf(later)).not.toBe(codeOf(first));
    },
  );

  test('with the policy `unrestricted` get another coupon each time', async () => {
    const { one } = createCouponFixture();
    const pool = await one.pool({ policy: 'unrestricted' });
    await one.load(pool.id, codesOf(3));
    const answers = await times(3, () => one.emit(pool.id, 'anna@example.org'));
    expect(new Set(answers.map(codeOf)).size).toBe(3);
  });

  test('get one coupon, even if twenty requests are sent to two processes at the same time', async () => {
    const { one, other } = createCouponFixture();
    const pool = await one.pool();
    await one.load(pool.id, codesOf(30));
    const answers = await times(20, (index) =>
      (index % 2 === 0 ? one : other).emit(pool.id, 'anna@example.org'),
    );
    expect(new Set(answers.map(codeOf)).size).toBe(1);
    expect(answers.filter(({ created }) => created)).toHaveLength(1);
    expect((await one.figures(pool)).used).toBe(1);
  });

  test('get another coupon after the record of the first coupon is deleted', async () => {
    const { fixture, one } = createCouponFixture();
    const pool = await one.pool();
    await one.load(pool.id, codesOf(2));
    const first = await one.emit(pool.id, 'anna@example.org');
    await deleteRecord(one.ctx, { category: couponCodes, id: first.record.id });
    const mark = await fixture.store.query({
      collection: 'unique_marks',
      tenant: 'acme',
      where: [],
      orderBy: [],
      limit: 9,
    });
    expect(mark).toEqual([]);
    const second = await one.emit(pool.id, 'anna@example.org');
    expect(codeOf(second)).not.toBe(codeOf(first));
    await deleteRecord(one.ctx, { category: couponCodes, id: second.record.id });
    await expect(one.emit(pool.id, 'anna@example.org')).rejects.toEqual(problem('pool-empty'));
  });
});

describe('an Idempotency-Key', () => {
  test('gives a repeated request the first coupon again, and refuses a request for another customer or pool', async () => {
    const { one, other } = createCouponFixture();
    const pool = await one.pool({ policy: 'unrestricted' });
    await one.load(pool.id, codesOf(5));
    const first = await one.emit(pool.id, 'anna@example.org', 'k-1');
    const again = await other.emit(pool.id, 'anna@example.org', 'k-1');
    expect(again).toMatchObject({ replayed: true, record: { id: first.record.id } });
    await expect(one.emit(pool.id, 'bea@example.org', 'k-1')).rejects.toEqual(
      problem('idempotency-mismatch'),
    );
    const elsewhere = await one.pool();
    await expect(one.emit(elsewhere.id, 'anna@example.org', 'k-1')).rejects.toEqual(
      problem('idempotency-mismatch'),
    );
    expect((await one.figures(pool)).used).toBe(1);
  });

  test('gives a repeated request the coupon that the customer already had, even after the turn has ended', async () => {
    const { fixture, one } = createCouponFixture();
    const pool = await one.pool({ policy: 'daily' });
    await one.load(pool.id, codesOf(5));
    const first = await one.emit(pool.id, 'anna@example.org');
    const had = await one.emit(pool.id, 'anna@example.org', 'k-1');
    fixture.clock.now += 0.5 * microsPerDay;
    const again = await one.emit(pool.id, 'anna@example.org', 'k-1');
    const same = { created: false, record: { id: first.record.id } };
    expect([had, again]).toMatchObject([
      { ...same, replayed: false },
      { ...same, replayed: true },
    ]);
  });

  test('makes twenty simultaneous requests use only one coupon', async () => {
    const { one, other } = createCouponFixture();
    const pool = await one.pool({ policy: 'unrestricted' });
    await one.load(pool.id, codesOf(30));
    const answers = await times(20, (index) =>
      (index % 2 === 0 ? one : other).emit(pool.id, 'anna@example.org', 'k-1'),
    );
    expect(new Set(answers.map(codeOf)).size).toBe(1);
    expect((await one.figures(pool)).used).toBe(1);
  });
});

describe('refused requests', () => {
  test('include requests for a missing pool, for another tenant’s pool, and for a pool whose codes can only be redeemed', async () => {
    const { fixture, one } = createCouponFixture();
    const pool = await one.pool({ kind: 'code' });
    await expect(one.emit(pool.id, 'a@example.org')).rejects.toEqual(problem('pool-kind'));
    for (const id of ['nothing', '0'.repeat(32)])
      await expect(one.emit(id, 'a@example.org')).rejects.toEqual(problem('record-not-found'));
    const foreign = fixture.contextOf('other');
    await expect(processOf(foreign).emit(pool.id, 'a@example.org')).rejects.toEqual(
      problem('record-not-found'),
    );
  });
});

describe('a process that has its keys in memory', () => {
  /**
   * With the random number 0 a search begins before the first code. So one query always finds
   * enough codes.
   */
  const early = { random: () => 0 };

  test('emits a coupon with one read, one ledger write and one commit, and gives the same coupon again with two reads', async () => {
    const { fixture, one } = createCouponFixture(early);
    const pool = await one.pool();
    await one.load(pool.id, codesOf(40));
    await one.emit(pool.id, 'warm@example.org');
    fixture.takeCalls();
    await one.emit(pool.id, 'anna@example.org');
    expect(fixture.takeCalls()).toEqual({ getAll: 1, commit: 2 });
    await one.emit(pool.id, 'anna@example.org');
    expect(fixture.takeCalls()).toEqual({ getAll: 1, get: 1 });
  });

  test('emits its first coupon from a pool with two reads and two commits', async () => {
    const { fixture, one, other } = createCouponFixture(early);
    const pool = await one.pool();
    await one.load(pool.id, codesOf(40));
    // The requests to another pool create the tenant's keys and secrets, so that the measured
    // request creates none.
    const warm = await other.pool();
    await other.load(warm.id, codesOf(1));
    await other.emit(warm.id, 'warm@example.org');
    const key = await other.load(warm.id, ['X']);
    expect(key.loaded).toBe(2);
    fixture.takeCalls();
    await other.emit(pool.id, 'anna@example.org');
    expect(fixture.takeCalls()).toEqual({ getAll: 1, query: 1, commit: 2 });
  });
});

test('a coupon that cannot be decrypted is skipped and reported, and the next coupon is given', async () => {
  const { fixture, one } = createCouponFixture();
  const pool = await one.pool();
  await one.load(pool.id, codesOf(2));
  const stock = await fixture.store.query({
    collection: 'coupon_stock',
    tenant: 'acme',
    where: [],
    orderBy: [],
    limit: 9,
  });
  const [damaged] = stock;
  if (damaged === undefined) throw new Error('no stock');
  const data = { ...damaged.data, code_aes: Uint8Array.of(3, ...Array<number>(40).fill(7)) };
  await fixture.store.commit([{ kind: 'put', ref: damaged.ref, data }]);
  await one.emit(pool.id, 'a@example.org');
  await expect(one.emit(pool.id, 'b@example.org')).rejects.toEqual(problem('pool-empty'));
  expect(new Set(fixture.unreadable)).toEqual(new Set([damaged.ref.id]));
});

describe('a tenant’s decision', () => {
  test('to switch the category off makes Mayfly refuse to create pools, and to load, emit or redeem codes', async () => {
    const { fixture, one } = createCouponFixture();
    const pool = await one.pool();
    await one.load(pool.id, codesOf(2));
    const ctx = fixture.contextOf('acme');
    const categories = {
      [couponCodes.id]: { destination: 'off' as const, retentionDays: undefined },
    };
    const off = processOf({ ...ctx, settings: { ...ctx.settings, categories } });
    for (const work of [
      off.pool(),
      off.load(pool.id, ['N-1']),
      off.emit(pool.id, 'a@example.org'),
      off.redeem(pool.id, 'C-1', 'a@example.org'),
    ])
      await expect(work).rejects.toEqual(problem('category-off'));
  });

  test('to erase the category hides the records, and the coupons of these records are not given out again', async () => {
    const { fixture, one } = createCouponFixture();
    const pool = await one.pool();
    await one.load(pool.id, codesOf(2));
    const first = await one.emit(pool.id, 'anna@example.org');
    const ctx = fixture.contextOf('acme');
    const fences = [{ category: couponCodes.id, upTo: fixture.clock.now + 1_000 }];
    fixture.clock.now += 2_000;
    const fenced = processOf({ ...ctx, settings: { ...ctx.settings, fences } });
    const second = await fenced.emit(pool.id, 'anna@example.org');
    expect(codeOf(second)).not.toBe(codeOf(first));
    expect(await fenced.emit(pool.id, 'anna@example.org')).toMatchObject({ created: false });
  });

  test('to shorten the retention does not make a turn longer, although the mark of the turn then expires as late as the turn’s record', async () => {
    const { fixture, one } = createCouponFixture();
    const pool = await one.pool({ policy: 'daily' });
    await one.load(pool.id, codesOf(2));
    const first = await one.emit(pool.id, 'anna@example.org');
    const query = { collection: 'unique_marks', tenant: 'acme', where: [], orderBy: [], limit: 9 };
    const [mark] = await fixture.store.query(query);
    if (mark === undefined) throw new Error('no mark');
    const data = { ...mark.data, expires_at: first.record.expiresAt };
    await fixture.store.commit([{ kind: 'put', ref: mark.ref, data }]);
    fixture.clock.now += 0.5 * microsPerDay;
    expect((await one.emit(pool.id, 'anna@example.org')).created).toBe(true);
  });
});
