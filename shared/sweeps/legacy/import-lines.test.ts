import { beforeEach, describe, expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { customers } from '#shared/categories/customers.ts';
import { categories } from '#shared/categories/registry.ts';
import { listConversations } from '#shared/domains/conversations/list-conversations.ts';
import { createDesk } from '#shared/domains/coupons/desk.ts';
import { listPools } from '#shared/domains/coupons/list-pools.ts';
import { noteStock } from '#shared/domains/coupons/note-stock.ts';
import { readPoolStatus } from '#shared/domains/coupons/read-pool-status.ts';
import { redeemCode } from '#shared/domains/coupons/redeem-code.ts';
import { processOf } from '#shared/domains/coupons/testing/create-coupon-fixture.ts';
import { lotsMax } from '#shared/domains/loyalty/purse.ts';
import { readBalance } from '#shared/domains/loyalty/read-balance.ts';
import { verifyLog } from '#shared/manager-log/verification/verify-log.ts';
import { deleteRecord } from '#shared/records/delete-record.ts';
import { openRecord } from '#shared/records/open-record.ts';
import { searchRecords } from '#shared/records/search-records.ts';
import type { Write } from '#shared/store/store.ts';
import { createKilledStore } from '../testing/create-killed-store.ts';
import { createLegacyFixture } from '../testing/create-legacy-fixture.ts';
import { readAll } from '../testing/create-sweep-fixture.ts';
import { encode, encryptLegacy, legacy } from '../testing/legacy-lines.ts';
import { encodings } from './encoding.ts';

let world: Awaited<ReturnType<typeof createLegacyFixture>>;

beforeEach(async () => {
  world = await createLegacyFixture();
});

const done = {
  imported: 13,
  kept: 0,
  present: 0,
  expired: 0,
  rejected: 0,
  skipped: 0,
  rejections: [],
};

describe.each(encodings)('lines with ciphertexts as %s', (encoding) => {
  test('are imported for all twelve categories, and every value can be decrypted with Mayfly’s keys', async () => {
    const lines = await world.createLines(encoding);
    expect(await world.importTexts(lines, { encoding })).toEqual({ lines: 13, ...done });
    const other = world.otherProcess('acme');
    for (const category of categories) {
      const stored = await world.all(category.id);
      expect([category.id, stored.length > 0]).toEqual([category.id, true]);
      for (const document of stored) {
        expect([2, 3]).toContain(document.data['enc']);
        const { fields } = await openRecord(other, category, document);
        expect(JSON.stringify(fields)).toMatch(
          /Grüß|Öffnung|491713920012|Kennwort|Köln|chefin|Frau|Groß|tasse/,
        );
      }
    }
  });
});

test('imported records are found, counted and used like other records', async () => {
  await world.importTexts(await world.createLines());
  const { ctx, email } = world;
  const found = await searchRecords(ctx, {
    category: customers,
    body: { email: email.toLowerCase() },
  });
  expect(found.items.map(({ fields }) => fields['values'])).toEqual([{ ort: 'Köln' }]);
  expect(await readBalance(ctx, { body: { email } })).toMatchObject({ coins: 8 });
  const [head] = (await listConversations(ctx, { page: { limit: 10 } })).items;
  expect(head).toMatchObject({ id: 'c1', messages: 1 });
  const [code] = await world.all('coupon_codes');
  const poolId = String(code?.data['pool_id']);
  const body = { code: 'HERBST-7', email: 'b@example.org' };
  await expect(redeemCode(ctx, createDesk(), { poolId, body })).rejects.toMatchObject({
    code: 'code-redeemed',
  });
});

test('an imported code does not change the number of the pool’s unused codes in the list of pools and in the daily history', async () => {
  await world.importTexts(await world.createLines());
  const { ctx } = world;
  const [code] = await world.all('coupon_codes');
  const poolId = String(code?.data['pool_id']);
  const one = processOf(ctx);
  await one.load(poolId, ['EIGEN-1', 'EIGEN-2']);
  const inList = async () =>
    (await listPools(ctx, { limit: 5 })).items.find(({ id }) => id === poolId);
  const status = await readPoolStatus(ctx, poolId);
  const { loaded } = status;
  expect(status).toMatchObject({ used: 1, left: loaded });
  expect(await inList()).toMatchObject({ used: 1, left: loaded, loaded });
  world.clock.now += microsPerDay;
  const pool = (await world.all('coupon_pools')).find(({ ref }) => ref.id === poolId);
  if (pool === undefined) throw new Error('the pool does not exist');
  await noteStock(world.store, pool, world.clock.now);
  const { history } = await readPoolStatus(ctx, poolId);
  expect(history.map(({ loaded: known, used }) => known - used)).toEqual([loaded]);
});

test('a code that was used before its pool was created does not count in the pool’s recent use', async () => {
  await world.importTexts(await world.createLines());
  const { ctx, clock } = world;
  const [code] = await world.all('coupon_codes');
  const poolId = String(code?.data['pool_id']);
  const { used, recent } = await readPoolStatus(ctx, poolId);
  expect([used, recent.used]).toEqual([1, 0]);
  await processOf(ctx).load(poolId, ['EIGEN-1']);
  clock.now += 10 * microsPerDay;
  await redeemCode(ctx, createDesk(), {
    poolId,
    body: { code: 'EIGEN-1', email: 'b@example.org' },
  });
  expect((await readPoolStatus(ctx, poolId)).recent.used).toBe(1);
});

test('a record’s expiry is calculated from its original dates, and expired lines are not imported', async () => {
  const line = (id: string, created: number, interaction?: number) =>
    JSON.stringify({
      category: 'customers',
      id,
      created_at: world.daysAgo(created),
      ...(interaction !== undefined && { last_interaction_at: world.daysAgo(interaction) }),
      email_aes: legacy(`${id}@example.org`),
      authenticated_by: 'sso',
    });
  const texts = [line('a', 300, 100), line('b', 181), line('c', 400, 180), line('d', 179)];
  expect(await world.importTexts(texts)).toMatchObject({ imported: 2, expired: 2 });
  const stored = await world.all('customers');
  const left = stored.map(
    ({ data }) => (Number(data['expires_at']) - world.clock.now) / microsPerDay,
  );
  expect(left.map(Math.round).toSorted((a, b) => a - b)).toEqual([1, 80]);
});

test('if the tenant chooses a shorter retention while an import runs, the records of all further lines get the shorter expiry, and lines that have expired under this retention are not imported', async () => {
  const { settings } = world.ctx;
  const shorter = { destination: 'server', retentionDays: 3 } as const;
  const changed = { ...settings, categories: { ...settings.categories, runtime_log: shorter } };
  const { renewed } = world.ctx;
  const ctx: typeof world.ctx = {
    ...world.ctx,
    renewed: async (known) => ({ ...(await renewed(known)), settings: changed }),
  };
  const line = (id: string, days: number) =>
    JSON.stringify({
      category: 'runtime_log',
      id,
      created_at: world.daysAgo(days),
      level: 'info',
      event: 'a.b',
    });
  const texts = [line('a', 1), line('b', 4)];
  expect(await world.importTexts(texts, { ctx })).toMatchObject({ imported: 1, expired: 1 });
  const [entry] = await world.all('runtime_log');
  expect((Number(entry?.data['expires_at']) - world.clock.now) / microsPerDay).toBeCloseTo(2, 6);
});

test('a repeated import changes nothing, even if a record of the first import was deleted', async () => {
  const lines = await world.createLines();
  await world.importTexts(lines);
  const [customer] = await world.all('customers');
  await deleteRecord(world.ctx, { category: customers, id: customer?.ref.id ?? '' });
  const before = await readAll(world.store);
  expect(await world.importTexts(lines)).toMatchObject({ imported: 0, present: 13 });
  expect(await readAll(world.store)).toEqual(before);
});

test.each(['none', 'all'] as const)(
  'if an import is killed at one of its writes, a second import completes it, and no line is imported twice; the killed write stores: %s',
  async (landed) => {
    for (const fatal of [0, 3, 8, 13]) {
      world = await createLegacyFixture();
      const lines = await world.createLines();
      const killed = createKilledStore(world.store, fatal, landed);
      const ctx = world.otherProcess('acme', killed.store);
      await Promise.race([killed.killed, world.importTexts(lines, { ctx })]);
      const again = await world.importTexts(lines);
      expect(again.imported + again.present).toBe(13);
      expect(again.rejected).toBe(0);
      for (const category of categories) {
        const count = category.id === 'loyalty_transactions' ? 2 : 1;
        expect([category.id, (await world.all(category.id)).length]).toEqual([category.id, count]);
      }
    }
  },
);

test('imported entries of the manager log form a valid chain and contain their original times', async () => {
  await world.importTexts(await world.createLines());
  const [entry] = await world.all('manager_log');
  expect(entry?.data['outcome']).toBe(`imported.${world.daysAgo(1)}`);
  const days = (Number(entry?.data['expires_at']) - world.clock.now) / microsPerDay;
  expect(Math.round(days)).toBe(179);
  const keys = async () => '';
  const report = await verifyLog({ store: world.store, keys, now: () => world.clock.now }, 'acme');
  expect(report.problems).toEqual([]);
});

describe('a rejected line', () => {
  const base = { category: 'runtime_log', id: 'x', level: 'info', event: 'a.b' };
  const at = () => ({ created_at: world.daysAgo(1) });

  test.each<readonly [string, () => string, object]>([
    ['no JSON', () => '{"category":', { rule: 'one JSON object' }],
    [
      'an unknown category',
      () => JSON.stringify({ ...base, category: 'nothing', ...at() }),
      { field: 'category', rule: 'a category' },
    ],
    [
      'an empty id',
      () => JSON.stringify({ ...base, id: '', ...at() }),
      { field: 'id', rule: '1 to 512 characters' },
    ],
    ['no date', () => JSON.stringify(base), { field: 'created_at', rule: 'required' }],
    [
      'a date in the future',
      () => JSON.stringify({ ...base, created_at: world.daysAgo(-1) }),
      { field: 'created_at', rule: 'not in the future' },
    ],
    [
      'an unknown field',
      () => JSON.stringify({ ...base, ...at(), 'anna@example.org': 1 }),
      { rule: 'no-unknown-fields' },
    ],
    [
      'a wrong value',
      () => JSON.stringify({ ...base, ...at(), level: 'anna@example.org' }),
      { field: 'level', rule: 'one of debug, info, warn, error' },
    ],
    [
      'a missing field',
      () => JSON.stringify({ ...base, ...at(), event: undefined }),
      { field: 'event', rule: 'required' },
    ],
    [
      'a ciphertext that is too short',
      () => JSON.stringify({ ...base, ...at(), email_aes: 'QUJD' }),
      { field: 'email_aes', rule: 'IV and ciphertext as base64' },
    ],
  ])('with %s is reported with its line number and a rule', async (_what, text, refusal) => {
    const { rejected, rejections } = await world.importTexts(['', text()]);
    expect([rejected, rejections]).toEqual([1, [{ line: 2, ...refusal }]]);
    expect(JSON.stringify(rejections)).not.toContain('anna');
  });

  test('does not prevent the import of other lines', async () => {
    const good = JSON.stringify({ ...base, ...at() });
    expect(await world.importTexts(['nothing', good, '{}'])).toMatchObject({
      imported: 1,
      rejected: 2,
    });
  });

  test('is reported with its rule; after about a thousand rejected lines the import skips the remaining lines', async () => {
    const good = JSON.stringify({ ...base, ...at() });
    const report = await world.importTexts([...Array.from({ length: 1_100 }, () => '{}'), good]);
    expect(report).toMatchObject({ lines: 1_101, imported: 0, rejected: 1_000, skipped: 101 });
    expect(report.rejections.map(({ line }) => line)).toEqual(
      Array.from({ length: 1_000 }, (_, index) => index + 1),
    );
    expect(await world.importTexts([good])).toMatchObject({ imported: 1, skipped: 0 });
  });

  test.each([
    ['coupon_codes', 'pool_id', { kind: 'code', code: 'HERBST-7' }],
    ['raffle_participations', 'raffle_id', {}],
  ])(
    'is reported if its pool or raffle does not exist in Mayfly, and does not stop the import: %s',
    async (category, field, fields) => {
      const line = (id: string, name: string) =>
        JSON.stringify({ category, id, ...at(), email: 'a@example.org', ...fields, [field]: name });
      const texts = [line('1', 'sommer-2019'), line('2', 'f'.repeat(32))];
      const good = JSON.stringify({ ...base, ...at() });
      const rule = field === 'pool_id' ? 'a pool that exists' : 'a raffle that exists';
      expect(await world.importTexts([...texts, good])).toMatchObject({
        imported: 1,
        rejections: [
          { line: 1, field, rule },
          { line: 2, field, rule },
        ],
      });
    },
  );

  test('is reported if it spends coins from more earnings than one commit can change, and does not stop the import', async () => {
    const email = 'a@example.org';
    const line = (id: string, coins: number) =>
      JSON.stringify({
        category: 'loyalty_transactions',
        id,
        ...at(),
        email,
        coins,
        reason: 'purchase',
      });
    await world.importTexts([line('1', 1)]);
    const [earning] = await world.all('loyalty_transactions');
    if (earning === undefined) throw new Error('the earning is not stored');
    const copies = Array.from({ length: lotsMax }, (_, index): Write => {
      const id = index.toString(16).padStart(32, '0');
      return { kind: 'create', ref: { ...earning.ref, id }, data: earning.data };
    });
    await world.store.commit(copies);
    const spent = await world.importTexts([line('2', -lotsMax - 1), line('3', -lotsMax)]);
    expect(spent).toMatchObject({
      imported: 1,
      rejections: [{ line: 1, field: 'coins', rule: 'coins from at most 3000 earnings' }],
    });
    expect(await readBalance(world.ctx, { body: { email } })).toMatchObject({ coins: 1 });
  });

  test('is reported if another record already has the unique values of the line', async () => {
    const line = (id: string) =>
      JSON.stringify({
        category: 'customers',
        id,
        ...at(),
        email: 'a@example.org',
        authenticated_by: 'sso',
      });
    expect(await world.importTexts([line('1'), line('2')])).toMatchObject({
      imported: 1,
      rejections: [{ line: 2, rule: 'unique: another record has these values' }],
    });
  });
});

describe('a changed ciphertext', () => {
  /** Imports a line with each of the ciphertexts, and returns the rejections. */
  async function refusals(ciphertexts: readonly Uint8Array[]) {
    const lines = ciphertexts.map((bytes, at) =>
      JSON.stringify({
        category: 'messenger_sessions',
        id: `s-${at}`,
        created_at: world.daysAgo(1),
        channel: 'wechat',
        external_id: `u-${at}`,
        conversation_id: 'c1',
        state_aes: encode(bytes),
      }),
    );
    return (await world.importTexts(lines)).rejections;
  }

  test('is always refused with one and the same rule, whether the padding, the text, the JSON, the value or the key is wrong, so the rule does not reveal the fault', async () => {
    const sealed = encryptLegacy({ a: 'xxxxxxxxxxxxxxxxxxxxxxxxx' });
    const padding = Buffer.from(sealed);
    padding[padding.length - 17] = (padding[padding.length - 17] ?? 0) ^ 0x55;
    const text = Buffer.from(sealed);
    text[0] = (text[0] ?? 0) ^ 0xff;
    const wrong = [
      padding,
      text,
      encryptLegacy('kein JSON'),
      encryptLegacy('[1e999]'),
      encryptLegacy({}, Buffer.alloc(16)),
    ];
    const told = await refusals(wrong);
    expect(told.map(({ rule, field }) => [rule, field])).toEqual(
      wrong.map(() => ['opens to a valid value', 'state_aes']),
    );
  });

  test('gets the same answer for each value of a byte that an attacker tries', async () => {
    const [first, second] = [encryptLegacy({ pin: '4711', name: 'Jürgen Groß' }), Buffer.alloc(16)];
    const target = first.subarray(first.length - 16);
    const tries = Array.from({ length: 256 }, (_, byte) => {
      const forged = Buffer.concat([Buffer.from(second), target]);
      forged[15] = byte;
      return forged;
    });
    const told = await refusals(tries);
    expect(new Set(told.map(({ rule, field }) => `${field} ${rule}`))).toEqual(
      new Set(['state_aes opens to a valid value']),
    );
    expect(told).toHaveLength(256);
  });
});
