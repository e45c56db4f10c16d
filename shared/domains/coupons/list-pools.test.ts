import { expect, test } from 'vitest';
import { listPools } from './list-pools.ts';
import { codesOf, createCouponFixture, processOf } from './testing/create-coupon-fixture.ts';

const problem = (code: string) => expect.objectContaining({ code });

test('pools are listed newest first, page by page, each with the number of its codes', async () => {
  const { fixture, one } = createCouponFixture();
  const first = await one.pool({ name: 'erster', low_stock: 2 });
  await one.load(first.id, codesOf(3));
  fixture.clock.now += 1_000_000;
  const second = await one.pool({ name: 'zweiter', kind: 'code', policy: 'daily', low_stock: 0 });
  await one.emit(first.id, 'anna@example.org');
  const page = await listPools(one.ctx, { limit: 1 });
  expect(page.items).toEqual([
    {
      id: second.id,
      created_at: '2026-01-15T12:00:01.000Z',
      name: 'zweiter',
      kind: 'code',
      policy: 'daily',
      low_stock: 0,
      fold: false,
      loaded: 0,
      used: 0,
      left: 0,
      low: true,
      state: 'open',
    },
  ]);
  const rest = await listPools(one.ctx, { limit: 5, cursor: page.next_cursor ?? '' });
  expect(rest.next_cursor).toBeNull();
  expect(rest.items).toMatchObject([
    { id: first.id, name: 'erster', loaded: 3, used: 1, left: 2, low: true },
  ]);
});

test('a pool is low when it has at most `low_stock` codes left', async () => {
  const { one } = createCouponFixture();
  const pool = await one.pool({ low_stock: 1, policy: 'unrestricted' });
  const loaded = await one.load(pool.id, codesOf(3));
  const lows: boolean[] = [];
  for (const email of ['a@example.org', 'b@example.org', 'c@example.org']) {
    await one.emit(pool.id, email);
    lows.push((await one.figures(loaded)).low);
  }
  expect(lows).toEqual([false, true, true]);
});

test('callers who may read or write coupon codes, or work on coupons, see only the pools of their own tenant; others are refused', async () => {
  const { fixture, one } = createCouponFixture();
  await one.pool();
  const list = (tenant: string, scopes: readonly string[]) =>
    listPools(fixture.contextOf(tenant, scopes), { limit: 5 });
  for (const scope of ['coupon_codes:read', 'coupon_codes:write', 'work'])
    expect((await list('acme', [scope])).items).toHaveLength(1);
  expect((await list('other', ['coupon_codes:read'])).items).toEqual([]);
  await expect(list('acme', ['coupon_codes:export', 'customers:read'])).rejects.toEqual(
    problem('scope-missing'),
  );
});

test('creating a pool needs a plain name, valid fields, and the right to work on coupons', async () => {
  const { fixture, one } = createCouponFixture();
  for (const wrong of [
    { name: 'anna@example.org' },
    { name: '0171-3920012' },
    { name: 'mit Leerzeichen' },
    { kind: 'voucher' },
    { policy: 'monthly' },
    { low_stock: -1 },
    { loaded: 5 },
    { kind: 'coupon', fold: true },
    { kind: 'code', fold: 'yes' },
  ])
    await expect(one.pool(wrong)).rejects.toEqual(problem('validation-failed'));
  const reader = processOf(fixture.contextOf('acme', ['coupon_codes:read']));
  await expect(reader.pool()).rejects.toEqual(problem('scope-missing'));
  expect((await processOf(fixture.contextOf('acme', ['work'])).pool()).name).toBe('herbst');
});
