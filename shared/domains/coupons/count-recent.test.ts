import { expect, test } from 'vitest';
import { formatInstant, microsPerDay } from '#shared/base/time/instant.ts';
import { couponCodes } from '#shared/categories/coupon-codes.ts';
import { deleteRecord } from '#shared/records/delete-record.ts';
import { readPoolStatus } from './read-pool-status.ts';
import { codesOf, createCouponFixture } from './testing/create-coupon-fixture.ts';

async function open() {
  const { fixture, one } = createCouponFixture();
  const { clock } = fixture;
  const pool = await one.pool({ policy: 'unrestricted' });
  await one.load(pool.id, codesOf(90));
  const use = async (count: number) => {
    for (let each = 0; each < count; each += 1) await one.emit(pool.id, `a${each}@example.org`);
  };
  const wait = (days: number) => {
    clock.now += days * microsPerDay;
  };
  const recent = async (ctx = one.ctx) => (await readPoolStatus(ctx, pool.id)).recent;
  return { fixture, one, clock, pool, use, wait, recent };
}

test('the recent use of a pool is the number of codes used in the last thirty days, or, in a younger pool, since its creation', async () => {
  const { clock, use, wait, recent } = await open();
  const created = formatInstant(clock.now);
  await use(3);
  wait(29);
  await use(2);
  expect(await recent()).toEqual({ since: created, used: 5 });
  wait(1);
  expect(await recent()).toEqual({ since: created, used: 5 });
  wait(1);
  const since = formatInstant(clock.now - 30 * microsPerDay);
  expect(await recent()).toEqual({ since, used: 2 });
});

test('recent use does not count codes that are only loaded, or codes of another pool', async () => {
  const { one, pool, use, recent } = await open();
  const neighbour = await one.pool();
  await one.load(neighbour.id, codesOf(3));
  await one.emit(neighbour.id, 'anna@example.org');
  await use(1);
  await one.load(pool.id, codesOf(50, 'D'));
  expect(await recent()).toMatchObject({ used: 1 });
});

test('with a retention of less than thirty days, recent use is counted only over the days of the retention', async () => {
  const { one, clock, use, wait, recent } = await open();
  wait(30);
  await use(1);
  wait(10);
  await use(2);
  const { settings } = one.ctx;
  const chosen = { destination: 'server', retentionDays: 7 } as const;
  const short = {
    ...one.ctx,
    settings: { ...settings, categories: { ...settings.categories, [couponCodes.id]: chosen } },
  };
  const since = formatInstant(clock.now - 7 * microsPerDay);
  expect(await recent(short)).toEqual({ since, used: 2 });
});

test('after an erasure of the category, recent use is counted from the erasure on', async () => {
  const { one, clock, use, wait, recent } = await open();
  await use(2);
  wait(5);
  const { settings } = one.ctx;
  const fence = { category: couponCodes.id, upTo: clock.now, erasure: 'e1' };
  const fenced = { ...one.ctx, settings: { ...settings, erasures: [fence] } };
  wait(1);
  const since = formatInstant(fence.upTo);
  expect(await recent(fenced)).toEqual({ since, used: 0 });
});

test('the status of a pool costs one read, one query and five counts', async () => {
  const { fixture, one, pool, use } = await open();
  await use(2);
  const { record } = await one.emit(pool.id, 'z@example.org');
  await deleteRecord(one.ctx, { category: couponCodes, id: record.id });
  fixture.takeCalls();
  await readPoolStatus(one.ctx, pool.id);
  expect(fixture.takeCalls()).toMatchObject({ get: 1, query: 1, count: 5 });
});
