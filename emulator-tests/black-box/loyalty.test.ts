import { beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '#shared/base/time/clock.ts';
import { microsPerMilli } from '#shared/base/time/instant.ts';
import { type Answer, type Call, callerOf } from '../harness/caller.ts';
import { createTestClock } from '../harness/clock.ts';
import { expectStatuses } from '../harness/expect-statuses.ts';
import { startGate } from '../harness/gate.ts';
import { createInstance, type InstanceOptions, storeKey } from '../harness/instance.ts';
import { referencesOf } from '../harness/references-of.ts';
import { useStack } from '../harness/stack.ts';
import { storedIn } from '../harness/stored-state.ts';
import { findValues } from '../production-rules/find-values.ts';
import type { Operation } from '../production-rules/operation.ts';

const stack = useStack('demo-loyalty');
const clock = createTestClock();
const email = 'Roswitha.Kühnemund@example.org';

type Loyalty = {
  readonly call: Call;
  earn(coins: number, headers?: { [name: string]: string }): Promise<Answer>;
  redeem(coins: number, headers?: { [name: string]: string }): Promise<Answer>;
  balance(): Promise<unknown>;
  purge(): Promise<unknown>;
};

/** Creates an instance of the function. Its calls use a new API key of the tenant. */
async function openLoyalty(tenant: string, options: InstanceOptions): Promise<Loyalty> {
  const instance = createInstance(stack(), options);
  const call = callerOf(instance.appOf('loyalty'), await storeKey(instance, options.now, tenant));
  return {
    call,
    earn: (coins, headers) =>
      call('POST', '/v1/loyalty-transactions', { email, coins, reason: 'einkauf' }, headers),
    redeem: (coins, headers) =>
      call('POST', '/v1/loyalty-redemptions', { email, coins, reward_id: 'vase' }, headers),
    balance: async () => (await call('POST', '/v1/loyalty/balance', { email })).body['coins'],
    purge: () => instance.purge(),
  };
}

/** Creates two instances for a tenant. Both use the real clock. */
async function openTwice(tenant: string): Promise<readonly [Loyalty, Loyalty]> {
  const options = { now: systemClock };
  return [await openLoyalty(tenant, options), await openLoyalty(tenant, options)];
}

async function storedOf(tenant: string, collection: string) {
  return storedIn(await stack().readState(), collection).filter((one) => one.tenant === tenant);
}

describe('with the keys in memory', () => {
  let loyalty: Loyalty;

  beforeAll(async () => {
    loyalty = await openLoyalty('warm', clock);
    expectStatuses([await loyalty.earn(100), await loyalty.redeem(1)], 201);
    await loyalty.balance();
  });

  const kmsCalls = () => Object.values(stack().kms.calls()).reduce((sum, count) => sum + count, 0);

  /**
   * Returns the calls to Firestore with their numbers of writes, and the number of calls to the key
   * service.
   */
  async function costOf(request: () => Promise<unknown>) {
    const [before, calls] = [stack().proxy.operations().length, kmsCalls()];
    await request();
    const operations = stack().proxy.operations().slice(before);
    const named = ({ method, writes }: Operation) =>
      writes === undefined ? method : `${method} ${writes}`;
    return { operations: operations.map(named), kmsCalls: kmsCalls() - calls };
  }

  test('reading a balance costs one aggregation', async () => {
    const cost = await costOf(() => loyalty.balance());
    expect(cost).toEqual({ operations: ['RunAggregationQuery'], kmsCalls: 0 });
  });

  test('earning coins costs one commit', async () => {
    const cost = await costOf(() => loyalty.earn(5));
    expect(cost).toEqual({ operations: ['Commit 1'], kmsCalls: 0 });
  });

  test('spending coins costs one query and one commit', async () => {
    const cost = await costOf(() => loyalty.earn(-5));
    expect(cost).toEqual({ operations: ['RunQuery', 'Commit 2'], kmsCalls: 0 });
  });

  test('redeeming a reward costs one query and one commit', async () => {
    const cost = await costOf(() => loyalty.redeem(5));
    expect(cost).toEqual({ operations: ['RunQuery', 'Commit 3'], kmsCalls: 0 });
  });

  test('an attempt to spend more than the balance costs one query', async () => {
    const cost = await costOf(() => loyalty.earn(-1_000));
    expect(cost).toEqual({ operations: ['RunQuery'], kmsCalls: 0 });
  });
});

test('a balance counts coins until one millisecond before their expiry; a purge after the expiry does not change the balance', async () => {
  const own = createTestClock();
  const loyalty = await openLoyalty('expiry', own);
  const { body: first } = await loyalty.earn(10);
  own.advance(30 * 86_400e6);
  await loyalty.earn(10);
  expectStatuses([await loyalty.earn(-4)], 201);
  const expiry = Date.parse(first.expires_at) * microsPerMilli;
  own.set(expiry - 1_000);
  expect(await loyalty.balance()).toBe(16);
  own.set(expiry);
  expect(await loyalty.balance()).toBe(10);
  expect((await loyalty.earn(-11)).body.code).toBe('insufficient-coins');
  await loyalty.purge();
  expect(await loyalty.balance()).toBe(10);
  own.advance(30 * 86_400e6);
  await loyalty.purge();
  expect(await loyalty.balance()).toBe(0);
  own.advance(30 * 86_400e6);
  await loyalty.purge();
  expect(await storedOf('expiry', 'loyalty_transactions')).toEqual([]);
});

test('if 50 simultaneous requests spend one coin each, exactly as many succeed as there are coins', async () => {
  const [one, other] = await openTwice('rush');
  expectStatuses([await one.earn(12), await one.earn(11)], 201);
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, at) => {
      const by = at % 2 === 0 ? one : other;
      return at % 4 < 2 ? by.earn(-1) : by.redeem(1);
    }),
  );
  const outcomes = answers.map(({ status, body }) => body.code ?? String(status));
  expect(outcomes.filter((outcome) => outcome === '201')).toHaveLength(23);
  expect(outcomes.filter((outcome) => outcome === 'insufficient-coins')).toHaveLength(27);
  expect(await other.balance()).toBe(0);
  const redeemed = answers.filter(({ status, body }) => status === 201 && 'reward_id' in body);
  const references = referencesOf(await storedOf('rush', 'loyalty_transactions'));
  expect(references.toSorted()).toEqual(redeemed.map(({ body }) => body.id).toSorted());
});

test('20 simultaneous redemptions with the same Idempotency-Key spend the coins only once', async () => {
  const [one, other] = await openTwice('repeat');
  expectStatuses([await one.earn(3)], 201);
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      (at % 2 === 0 ? one : other).redeem(3, { 'idempotency-key': 'k1' }),
    ),
  );
  expectStatuses(answers, 201);
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(await storedOf('repeat', 'loyalty_redemptions')).toHaveLength(1);
  expect(await storedOf('repeat', 'loyalty_transactions')).toHaveLength(2);
});

test('if another instance spends the coins before a redemption commits, the redemption is refused and stores nothing', async () => {
  const gate = await startGate(stack().proxy.host);
  stack().beforeStop(() => gate.stop());
  const slow = await openLoyalty('middle', { now: clock.now, firestoreHost: gate.host });
  const quick = await openLoyalty('middle', clock);
  expectStatuses([await slow.earn(5), await slow.redeem(1)], 201);
  let isTaken = false;
  gate.pass({
    before: async (method) => {
      if (method !== 'Commit' || isTaken) return;
      isTaken = true;
      expectStatuses([await quick.earn(-2)], 201);
    },
  });
  const answer = await slow.redeem(3);
  expect([answer.status, answer.body.code]).toEqual([409, 'insufficient-coins']);
  expect(await quick.balance()).toBe(2);
  expect(await storedOf('middle', 'loyalty_redemptions')).toHaveLength(1);
  expect(await storedOf('middle', 'loyalty_transactions')).toHaveLength(3);
});

test('no email, name, address or phone number is stored in clear; coins are stored with a hash of the email', async () => {
  const loyalty = await openLoyalty('clear', clock);
  const person = {
    firstname: 'Roswitha',
    lastname: 'Kühnemund-Ströbl',
    postal_address: 'Zwetschgenweg 19, 00000 Bamberg',
    phone: '+49 221 4710 099',
  };
  await loyalty.earn(10);
  const body = { email, coins: 2, reward_id: 'vase', ...person };
  const redeemed = await loyalty.call('POST', '/v1/loyalty-redemptions', body);
  expect(redeemed.body).toMatchObject(body);
  const values = [email, email.toLowerCase(), ...Object.values(person)];
  expect(findValues(await stack().exportRaw(), values)).toEqual([]);
  const lots = (await storedOf('clear', 'loyalty_transactions')).map(({ fields }) => [
    fields['coins_left']?.['integerValue'],
    fields['email_bcrypt']?.['stringValue'],
  ]);
  const hash = expect.stringMatching(/^\$2b\$/);
  expect(lots).toHaveLength(2);
  expect(lots).toEqual(
    expect.arrayContaining([
      ['8', hash],
      [undefined, hash],
    ]),
  );
});
