import { describe, expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { couponCodes } from '#shared/categories/coupon-codes.ts';
import { deleteRecord } from '#shared/records/delete-record.ts';
import { codeOf, codesOf, createCouponFixture } from './testing/create-coupon-fixture.ts';

const problem = (code: string) => expect.objectContaining({ code });

async function createCodes(policy: string, count = 5) {
  const { fixture, one, other } = createCouponFixture();
  const pool = await one.pool({ kind: 'code', policy });
  await one.load(pool.id, codesOf(count));
  return { fixture, one, other, pool };
}

describe('a code', () => {
  test('is redeemed only once; the customer’s record with the code is kept for 180 days', async () => {
    const { fixture, one, other, pool } = await createCodes('unrestricted');
    const { record } = await one.redeem(pool.id, ' C-3 ', 'anna@example.org');
    expect(record.fields).toMatchObject({ kind: 'code', code: 'C-3', email: 'anna@example.org' });
    expect(record.expiresAt).toBe(fixture.clock.now + 180 * microsPerDay);
    for (const email of ['anna@example.org', 'bea@example.org'])
      await expect(other.redeem(pool.id, 'C-3', email)).rejects.toEqual(problem('code-redeemed'));
  });

  test('cannot be redeemed again after its record is deleted', async () => {
    const { one, pool } = await createCodes('unrestricted');
    const { record } = await one.redeem(pool.id, 'C-3', 'anna@example.org');
    await deleteRecord(one.ctx, { category: couponCodes, id: record.id });
    await expect(one.redeem(pool.id, 'C-3', 'anna@example.org')).rejects.toEqual(
      problem('code-redeemed'),
    );
  });

  test('is redeemed for only one customer if 50 requests in two processes try to redeem it at the same time', async () => {
    const { one, other, pool } = await createCodes('unrestricted');
    const answers = await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) =>
        (index % 2 === 0 ? one : other).redeem(pool.id, 'C-0', `c${index}@example.org`),
      ),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refused = answers.filter(({ status }) => status === 'rejected');
    for (const each of refused) expect(each).toMatchObject({ reason: problem('code-redeemed') });
    expect(await one.figures(pool)).toMatchObject({ used: 1 });
  });

  test('is unknown if the pool never had it, even if another pool has it', async () => {
    const { one, pool } = await createCodes('once');
    const elsewhere = await one.pool({ kind: 'code' });
    for (const [poolId, code] of [
      [pool.id, 'C-99'],
      [pool.id, 'c-1'],
      [elsewhere.id, 'C-1'],
    ] as const)
      await expect(one.redeem(poolId, code, 'a@example.org')).rejects.toEqual(
        problem('code-unknown'),
      );
  });

  test('cannot be redeemed from a pool of coupons', async () => {
    const { one } = createCouponFixture();
    const pool = await one.pool();
    await one.load(pool.id, ['C-1']);
    await expect(one.redeem(pool.id, 'C-1', 'a@example.org')).rejects.toEqual(problem('pool-kind'));
  });
});

describe('a pool with `fold`', () => {
  const createFolding = async () => {
    const { fixture, one, other } = createCouponFixture();
    const pool = await one.pool({ kind: 'code', policy: 'unrestricted', fold: true });
    await one.load(pool.id, ['AbC-12-straße', 'XYZ-99']);
    return { fixture, one, other, pool };
  };

  test.each(['abc12straße', 'ABC 12 STRASSE', ' a‑b–c—12\u00a0strasse\u200b', 'AbC-12-straße'])(
    'redeems the loaded code only once if a customer sends %s, and returns the loaded spelling',
    async (typed) => {
      const { one, other, pool } = await createFolding();
      expect(codeOf(await other.redeem(pool.id, typed, 'anna@example.org'))).toBe('AbC-12-straße');
      for (const code of [typed, 'ABC-12-STRASSE'])
        await expect(one.redeem(pool.id, code, 'bea@example.org')).rejects.toEqual(
          problem('code-redeemed'),
        );
    },
  );

  test('refuses a code with other letters or with an underscore, and a code that is only a hyphen', async () => {
    const { one, pool } = await createFolding();
    for (const code of ['AbC-12-straß', 'AbC-12_straße', 'ÄbC-12-straße', '-'])
      await expect(one.redeem(pool.id, code, 'a@example.org')).rejects.toEqual(
        problem('code-unknown'),
      );
  });

  test('refuses a file with another spelling of a code that is loaded or used', async () => {
    const { one, pool } = await createFolding();
    await expect(one.load(pool.id, ['N-1', 'xyz99'])).rejects.toMatchObject({
      errors: [{ line: 2, rule: 'not loaded before' }],
    });
    await one.redeem(pool.id, 'xyz 99', 'anna@example.org');
    await expect(one.load(pool.id, ['Xyz-99'])).rejects.toMatchObject({
      errors: [{ line: 1, rule: 'not used before' }],
    });
  });

  test('redeems a code with one read and two commits, as many as a pool that compares exactly', async () => {
    const { fixture, one, pool } = await createFolding();
    await one.redeem(pool.id, 'xyz99', 'warm@example.org');
    fixture.takeCalls();
    await one.redeem(pool.id, 'abc12straße', 'anna@example.org');
    expect(fixture.takeCalls()).toEqual({ getAll: 1, commit: 2 });
  });
});

describe('a second code of the same customer', () => {
  test.each([
    ['once', 180 * microsPerDay],
    ['daily', 0.5 * microsPerDay],
    ['weekly', 3.5 * microsPerDay],
  ] as const)('is refused with the policy `%s` until the turn ends', async (policy, after) => {
    const { fixture, one, other, pool } = await createCodes(policy);
    const start = fixture.clock.now;
    await one.redeem(pool.id, 'C-0', 'anna@example.org');
    fixture.clock.now = start + after - 1_000;
    await expect(other.redeem(pool.id, 'C-1', 'ANNA@example.org')).rejects.toEqual(
      problem('policy-limit'),
    );
    expect(codeOf(await one.redeem(pool.id, 'C-1', 'bea@example.org'))).toBe('C-1');
    fixture.clock.now = start + after;
    expect(codeOf(await other.redeem(pool.id, 'C-2', 'anna@example.org'))).toBe('C-2');
  });

  test('is redeemed with the policy `unrestricted`', async () => {
    const { one, pool } = await createCodes('unrestricted');
    await one.redeem(pool.id, 'C-0', 'anna@example.org');
    expect(codeOf(await one.redeem(pool.id, 'C-1', 'anna@example.org'))).toBe('C-1');
  });

  test('is refused with the policy `once` if both codes arrive at the same time', async () => {
    const { one, other, pool } = await createCodes('once');
    const answers = await Promise.allSettled([
      one.redeem(pool.id, 'C-0', 'anna@example.org'),
      other.redeem(pool.id, 'C-1', 'anna@example.org'),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect((await one.figures(pool)).used).toBe(1);
  });
});

test('a repeated request with the same Idempotency-Key gets the first result; a request with this key and another code is refused', async () => {
  const { one, other, pool } = await createCodes('unrestricted');
  const first = await one.redeem(pool.id, 'C-0', 'anna@example.org', 'k-1');
  const again = await other.redeem(pool.id, 'C-0', 'anna@example.org', 'k-1');
  expect(again).toMatchObject({ replayed: true, record: { id: first.record.id } });
  await expect(one.redeem(pool.id, 'C-1', 'anna@example.org', 'k-1')).rejects.toEqual(
    problem('idempotency-mismatch'),
  );
});

test('a process that knows the pool redeems a code with one read, one ledger write and one commit', async () => {
  const { fixture, one, pool } = await createCodes('once');
  await one.redeem(pool.id, 'C-0', 'warm@example.org');
  fixture.takeCalls();
  await one.redeem(pool.id, 'C-1', 'anna@example.org');
  expect(fixture.takeCalls()).toEqual({ getAll: 1, commit: 2 });
});
