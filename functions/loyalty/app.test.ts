import { beforeEach, describe, expect, test } from 'vitest';
import { createApiKey } from '#shared/access/store-api-key.ts';
import { microsPerDay } from '#shared/base/time/instant.ts';
import type { App } from '#shared/http/create-app.ts';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import { openTenant } from '#shared/settings/testing/everything-on.ts';
import { createApiService } from '#shared/wiring/api-service.ts';
import { createLoyaltyApp } from './app.ts';

const email = 'jürgen.müller@example.org';
const scopes = ['loyalty_transactions', 'loyalty_redemptions'].flatMap((id) =>
  ['write', 'read', 'delete', 'export'].map((action) => `${id}:${action}`),
);

let fixture = createTestFixture();
let app: App;
let key: string;

beforeEach(async () => {
  fixture = createTestFixture();
  const { platform } = fixture;
  app = createLoyaltyApp(createApiService(platform, 'loyalty'));
  await openTenant(platform, 'acme');
  key = await createApiKey(platform, { tenant: 'acme', scopes });
});

type Answer = { readonly status: number; readonly body: { readonly [name: string]: unknown } };

async function call(method: string, path: string, body?: unknown, idempotencyKey?: string) {
  const response = await app.request(`/v1/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : JSON.parse(text) } as Answer;
}

const earn = (coins: number) =>
  call('POST', 'loyalty-transactions', { email, coins, reason: 'einkauf' });
const redeem = (coins: number, idempotencyKey?: string) =>
  call('POST', 'loyalty-redemptions', { email, coins, reward_id: 'vase' }, idempotencyKey);
const balance = async () => (await call('POST', 'loyalty/balance', { email })).body;

test('after earning 10 coins and redeeming 2, the balance is 8, and the redemption is stored', async () => {
  expect(await earn(10)).toMatchObject({ status: 201, body: { email, coins: 10 } });
  const redeemed = await redeem(2);
  expect(redeemed).toMatchObject({ status: 201, body: { email, coins: 2, reward_id: 'vase' } });
  expect(await balance()).toEqual({ coins: 8 });
  const { body } = await call('GET', 'loyalty-redemptions');
  expect(body['items']).toEqual([redeemed.body]);
  const transactions = await call('GET', 'loyalty-transactions');
  expect(transactions.body['items']).toMatchObject([
    { coins: -2, reason: 'redemption', reference: redeemed.body['id'] },
    { coins: 10 },
  ]);
});

test('a spending above the balance gets 409, and an impossible number of coins gets 422', async () => {
  await earn(10);
  const spent = await earn(-11);
  expect([spent.status, spent.body['code']]).toEqual([409, 'insufficient-coins']);
  const redeemed = await redeem(11);
  expect([redeemed.status, redeemed.body['code']]).toEqual([409, 'insufficient-coins']);
  for (const coins of [0, -0, 1.5, '1', 1_000_000_001, null])
    expect((await earn(coins as number)).status).toBe(422);
  expect((await redeem(-1)).status).toBe(422);
  expect(await balance()).toEqual({ coins: 10 });
});

test('with `expiring` the balance also shows the coins that expire next', async () => {
  const { body: first } = await earn(10);
  fixture.clock.now += microsPerDay;
  await earn(5);
  await redeem(4);
  const { body } = await call('POST', 'loyalty/balance', { email, expiring: 1 });
  expect(body).toEqual({ coins: 11, expiring: [{ coins: 6, expires_at: first['expires_at'] }] });
});

test('if a redemption is repeated with the same Idempotency-Key, the answer is the same, and no more coins are spent', async () => {
  await earn(2);
  const first = await redeem(2, 'k1');
  expect(await redeem(2, 'k1')).toEqual(first);
  const other = await redeem(1, 'k1');
  expect([other.status, other.body['code']]).toEqual([422, 'idempotency-mismatch']);
  await call('DELETE', `loyalty-redemptions/${String(first.body['id'])}`);
  const gone = await redeem(2, 'k1');
  expect([gone.status, gone.body['code']]).toEqual([410, 'idempotency-record-gone']);
  expect(await balance()).toEqual({ coins: 0 });
});

test('PATCH can set the shipping state to open, packed or sent in any order, and the list has a filter for this state', async () => {
  await earn(10);
  const { id, shipping } = (await redeem(2)).body;
  expect(shipping).toBe('open');
  const at = `loyalty-redemptions/${String(id)}`;
  expect((await call('PATCH', at, { shipping: 'lost' })).status).toBe(422);
  for (const state of ['packed', 'sent', 'open', 'sent'])
    expect((await call('PATCH', at, { shipping: state })).body['shipping']).toBe(state);
  const found = async (state: string) =>
    (await call('GET', `loyalty-redemptions?shipping=${state}`)).body['items'];
  expect(await found('open')).toEqual([]);
  expect(await found('sent')).toMatchObject([{ id }]);
});

describe('a correction', () => {
  test('of a redemption changes email and postal address, but cannot change coins or reward', async () => {
    await earn(10);
    const { body: redeemed } = await redeem(2);
    const at = `loyalty-redemptions/${String(redeemed['id'])}`;
    const correction = { email: 'juergen@example.org', postal_address: 'Köln' };
    expect((await call('PATCH', at, correction)).body).toEqual({ ...redeemed, ...correction });
    for (const refused of [{ coins: 1 }, { reward_id: 'mug' }, { coins: null }])
      expect((await call('PATCH', at, refused)).status).toBe(422);
    expect((await call('GET', at)).body).toEqual({ ...redeemed, ...correction });
    expect(await balance()).toEqual({ coins: 8 });
  });

  test('of a transaction is refused', async () => {
    const { body } = await earn(10);
    const corrected = await call('PATCH', `loyalty-transactions/${String(body['id'])}`, {
      coins: 99,
    });
    expect(corrected.status).toBe(405);
  });
});

test('neither the record of an earning nor the export shows how many of its coins are unspent', async () => {
  const { body } = await earn(10);
  await redeem(2);
  const read = await call('GET', `loyalty-transactions/${String(body['id'])}`);
  expect(read.body).toEqual(body);
  const csv = await app.request('/v1/loyalty-transactions/export.csv', {
    headers: { authorization: `Bearer ${key}` },
  });
  expect((await csv.text()).split('\r\n')[0]).not.toContain('left');
});
