import { expect, test } from 'vitest';
import { couponCodes } from '#shared/categories/coupon-codes.ts';
import { liftRestriction } from '#shared/records/restriction/lift-restriction.ts';
import { restrictRecord } from '#shared/records/restriction/restrict-record.ts';
import { today } from '#shared/subjects/testing/create-restriction-fixture.ts';
import { codeOf, codesOf, createCouponFixture } from './testing/create-coupon-fixture.ts';

const category = couponCodes;
const email = 'anna@example.org';

function createFixture() {
  const { fixture, one } = createCouponFixture();
  const ctx = { ...one.ctx, scopes: new Set([...one.ctx.scopes, 'restriction']) };
  return {
    fixture,
    one,
    restrict: (id: string) =>
      restrictRecord(ctx, { category, id, body: { ground: 'needed_for_claims' } }),
    lift: (id: string) => liftRestriction(ctx, { category, id, toldOn: today }),
  };
}

test('a customer whose only coupon is restricted gets no coupon until the restriction is lifted', async () => {
  const { one, restrict, lift } = createFixture();
  const pool = await one.pool({ policy: 'once' });
  await one.load(pool.id, codesOf(5));
  const had = await one.emit(pool.id, email);
  await restrict(had.record.id);
  await expect(one.emit(pool.id, email)).rejects.toMatchObject({ code: 'policy-limit' });
  await lift(had.record.id);
  expect(codeOf(await one.emit(pool.id, email))).toBe(codeOf(had));
});

test('with the policy `daily` a turn ends with the day, even if the record of its coupon is restricted', async () => {
  const { fixture, one, restrict } = createFixture();
  const pool = await one.pool({ policy: 'daily' });
  await one.load(pool.id, codesOf(5));
  const had = await one.emit(pool.id, email);
  await restrict(had.record.id);
  fixture.clock.now += 86_400_000_000;
  expect(codeOf(await one.emit(pool.id, email))).not.toBe(codeOf(had));
});

test('a redeemed code whose record is restricted cannot be redeemed again, and still uses up its customer’s turn', async () => {
  const { one, restrict } = createFixture();
  const pool = await one.pool({ kind: 'code', policy: 'once' });
  await one.load(pool.id, codesOf(5));
  const { record } = await one.redeem(pool.id, 'C-0', email);
  await restrict(record.id);
  await expect(one.redeem(pool.id, 'C-0', 'bert@example.org')).rejects.toMatchObject({
    code: 'code-redeemed',
  });
  await expect(one.redeem(pool.id, 'C-1', email)).rejects.toMatchObject({ code: 'policy-limit' });
});
