import { expect, test } from 'vitest';
import { onStore } from '#shared/records/testing/create-test-context.ts';
import { StoreUnavailable } from '#shared/store/store.ts';
import { poolRef } from './pool.ts';
import { stockRef } from './stock.ts';
import { createCouponFixture, csvOf, processOf } from './testing/create-coupon-fixture.ts';
import { tryCodes } from './try-codes.ts';
import { repeatUse } from './used-codes.ts';

const problem = (code: string) => expect.objectContaining({ code });
const columns =
  'only one column: a comma, semicolon, | or tab starts a new column, unless it is in quotes';

async function createTrial(described: object = {}) {
  const { fixture, one } = createCouponFixture();
  const pool = await one.pool({ kind: 'code', policy: 'unrestricted', ...described });
  const attempt = (text: string, header?: boolean) =>
    tryCodes(one.ctx, { poolId: pool.id, csv: csvOf(text, 1_000), header });
  return { fixture, one, pool, attempt };
}

test('a dry run shows the first codes as they will be stored, and the number of codes', async () => {
  const { attempt } = await createTrial();
  const lines = Array.from({ length: 30 }, (_, index) => ` "C ""${index}""" `);
  expect(await attempt(['Gutscheincode', ...lines].join('\r\n'), true)).toEqual({
    first_codes: Array.from({ length: 10 }, (_, index) => `C "${index}"`),
    count: 30,
    duplicates: 0,
    errors: [],
    errors_total: 0,
  });
});

test('a dry run reports and counts all lines that an upload would refuse', async () => {
  const { one, pool, attempt } = await createTrial();
  await one.load(pool.id, ['OLD-1', 'OLD-2']);
  await one.redeem(pool.id, 'OLD-1', 'anna@example.org');
  const text = 'code\nA-1\nOLD-2\nA-2;5\nA-1\nOLD-1\nA\u200b\nA-3\n"A-4';
  expect(await attempt(text)).toEqual({
    first_codes: ['A-1', 'A-3'],
    count: 2,
    duplicates: 3,
    errors: [
      {
        line: 1,
        rule: 'looks like a header: say whether it is one, with ?header=true or ?header=false',
      },
      { line: 3, rule: 'not loaded before' },
      { line: 4, rule: columns },
      { line: 5, rule: 'not twice, see line 2' },
      { line: 6, rule: 'not used before' },
      { line: 7, rule: 'no invisible or control characters' },
      { line: 9, rule: 'RFC 4180; the lines after this line are perhaps not read' },
    ],
    errors_total: 7,
  });
});

test('a dry run reports codes that are used but were never loaded into the pool, as an upload would', async () => {
  const { fixture, one, pool, attempt } = await createTrial();
  const ref = await stockRef(one.ctx, pool, 'OLD-1');
  const document = await fixture.store.get(poolRef('acme', pool.id));
  await fixture.store.commit(repeatUse(ref, undefined, { id: pool.id, document }));
  expect(await attempt('OLD-1\nA-1')).toEqual({
    first_codes: ['A-1'],
    count: 1,
    duplicates: 1,
    errors: [{ line: 1, rule: 'not used before' }],
    errors_total: 1,
  });
  await expect(one.load(pool.id, ['OLD-1', 'A-1'])).rejects.toMatchObject({
    errors: [{ line: 1, rule: 'not used before' }],
  });
});

test('a dry run of a file with many broken lines reports the first fifty and counts all of them', async () => {
  const { one, pool, attempt } = await createTrial();
  await one.load(pool.id, ['OLD-1']);
  const tried = await attempt(`OLD-1\n${'A;1\n'.repeat(400)}`);
  expect(tried.errors.map(({ line }) => line)).toEqual(
    Array.from({ length: 50 }, (_, at) => at + 1),
  );
  expect(tried).toMatchObject({ first_codes: [], count: 0, duplicates: 1, errors_total: 401 });
});

test('a dry run stores nothing, and does not complete an earlier upload', async () => {
  const { fixture, one, pool } = await createTrial();
  // If a load is killed after its commit, its codes stay in packs. The next load unpacks these
  // codes. A dry run must not unpack them.
  const other = fixture.otherProcess('acme');
  let commits = 0;
  const commit: typeof other.store.commit = async (writes) => {
    if (writes.some(({ ref }) => ref.collection === 'coupon_stock') || (commits += 1) > 1)
      throw new StoreUnavailable('killed');
    return other.store.commit(writes);
  };
  await processOf(onStore(other, { ...other.store, commit })).load(pool.id, ['P-1', 'P-2']);
  fixture.takeCalls();
  const csv = csvOf('P-1\nN-1');
  expect(await tryCodes(one.ctx, { poolId: pool.id, csv })).toMatchObject({
    first_codes: ['N-1'],
    duplicates: 1,
    errors: [{ line: 1, rule: 'not loaded before' }],
  });
  expect(fixture.takeCalls()).not.toHaveProperty('commit');
  expect((await one.load(pool.id, ['N-1'])).loaded).toBe(3);
});

test('a dry run for a pool with `fold` ignores case, spaces and dashes', async () => {
  const { one, pool, attempt } = await createTrial({ fold: true });
  await one.load(pool.id, ['AB-12']);
  expect(await attempt('ab12\nCD-34\ncd 34')).toMatchObject({
    first_codes: ['CD-34'],
    duplicates: 2,
    errors: [
      { line: 1, rule: 'not loaded before' },
      { line: 3, rule: 'not twice, see line 2' },
    ],
  });
});

test('a dry run is allowed only with the right to work on coupons, and only for a pool of the tenant', async () => {
  const { fixture, pool } = await createTrial();
  const attempt = (tenant: string, scopes?: readonly string[]) =>
    tryCodes(fixture.contextOf(tenant, scopes), { poolId: pool.id, csv: csvOf('A') });
  await expect(attempt('acme', ['coupon_codes:read'])).rejects.toEqual(problem('scope-missing'));
  await expect(attempt('other')).rejects.toEqual(problem('record-not-found'));
  expect((await attempt('acme', ['work'])).count).toBe(1);
});
