import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { systemClock } from '#shared/base/time/clock.ts';
import { callerOf } from '../harness/caller.ts';
import { startFunction } from '../harness/function-process.ts';
import { createInstance, storeKey } from '../harness/instance.ts';
import { referencesOf } from '../harness/references-of.ts';
import { useStack } from '../harness/stack.ts';
import { storedIn } from '../harness/stored-state.ts';

const stack = useStack('demo-loyalty-kill');
const email = 'kill@example.org';
const coins = 1_000;
const redemption = { email, coins: 1, reward_id: 'vase' };

/** When each process is killed: after a number of answers, and then a delay in milliseconds. */
const kills = [
  [1, 0],
  [4, 3],
  [9, 7],
] as const;

test('if a function is killed during redemptions, every stored redemption has spent its coins only once, and every redemption that was answered is stored', async () => {
  const instance = createInstance(stack(), { now: systemClock });
  const key = await storeKey(instance, systemClock, 'killed');
  const survivor = callerOf(instance.appOf('loyalty'), key);
  const earned = { email, coins, reason: 'einkauf' };
  expect((await survivor('POST', '/v1/loyalty-transactions', earned)).status).toBe(201);
  const answered: string[] = [];
  let lost = 0;
  for (const [round, [answers, laterMs]] of kills.entries()) {
    const loyalty = await startFunction(stack(), 'loyalty');
    const call = callerOf(loyalty, key);
    const { promise: isTime, resolve } = Promise.withResolvers<void>();
    const enough = answered.length + answers;
    const sent = Array.from({ length: 60 }, async (_, at) => {
      const headers = { 'idempotency-key': `${round}-${at}` };
      const { status, body } = await call('POST', '/v1/loyalty-redemptions', redemption, headers);
      expect(status).toBe(201);
      answered.push(body.id);
      if (answered.length === enough) resolve();
    });
    await isTime;
    await sleep(laterMs);
    loyalty.signal('SIGKILL');
    const outcomes = await Promise.allSettled(sent);
    lost += outcomes.filter((one) => one.status === 'rejected').length;
    await loyalty.ended;
  }
  expect(lost).toBeGreaterThan(0);
  expect(answered.length).toBeGreaterThan(0);

  const state = await stack().readState();
  const redeemed = storedIn(state, 'loyalty_redemptions').map(({ id }) => id);
  const paid = referencesOf(storedIn(state, 'loyalty_transactions'));
  expect(paid.toSorted()).toEqual(redeemed.toSorted());
  expect(redeemed).toEqual(expect.arrayContaining(answered));
  const balance = await survivor('POST', '/v1/loyalty/balance', { email });
  expect(balance.body['coins']).toBe(coins - redeemed.length);
});
