import { expect, test } from 'vitest';
import { formatInstant, microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { callerOf, type Target } from '../harness/caller.ts';
import { createTestClock } from '../harness/clock.ts';
import { createInstance, type Instance, storeKey } from '../harness/instance.ts';
import { useStack } from '../harness/stack.ts';

const stack = useStack('demo-what-if');
const clock = createTestClock();

/**
 * The shorter retentions. In these categories the retention counts from different instants, such as
 * the creation or the last interaction.
 */
const changes = {
  chat_messages: { retention_days: 3 },
  customers: { retention_days: 10 },
  variables: { retention_days: 5 },
  marketing_consents: { retention_days: 20 },
};
/**
 * The days on which the test counts records. They include the new retentions: 3, 5, 10 and 20 days.
 */
const comparedDays = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 14, 15, 20, 30];
/** A time limit in milliseconds, because the emulator needs some time for thousands of counts. */
const patienceMs = 240_000;
type Changed = keyof typeof changes;
const changed = Object.keys(changes) as Changed[];

async function openTenant(instance: Instance, tenant: string) {
  const key = await storeKey(instance, clock.now, tenant);
  const send = async (target: Target, method: string, path: string, body: unknown) => {
    const { status, body: answer } = await callerOf(target, key)(method, path, body);
    expect([path, status]).toEqual([path, expect.toBeOneOf([200, 201])]);
    return answer;
  };
  const [variables, consents] = [instance.appOf('variables'), instance.appOf('consents')];
  /** Stores the records of one day. On day 5 the customer of day 0 interacts again. */
  const liveDay = async (day: number) => {
    const message = { conversation_id: `c-${day}`, author: 'bot', text: 'Hallo' };
    await send(instance.chat, 'POST', '/v1/chat-messages', [message, message]);
    const customer = (of: number) => ({ email: `p${of}@example.org`, authenticated_by: 'sso' });
    await send(instance.customers, 'PUT', '/v1/customers', customer(day));
    if (day === 5) await send(instance.customers, 'PUT', '/v1/customers', customer(0));
    const variable = { experience_id: 'e', instance_id: `i-${day}`, name: 'ort', value: 'Bonn' };
    const expires_at = formatInstant(clock.now() + (3 + 2 * day) * microsPerDay);
    await send(variables, 'PUT', '/v1/variables', { ...variable, expires_at });
    const consent = { type: 'newsletter', email: `p${day}@example.org` };
    const both = [consent, { ...consent, opt_in: 'double' }];
    await send(consents, 'POST', '/v1/marketing-consents', both);
  };
  const ask = callerOf(instance.tenants, key);
  const liveNow = async () => {
    const { body } = await ask('GET', '/v1/tenant/storage?only=categories&days=7');
    const stored = body['categories'] as { readonly id: string; readonly live: number }[];
    return new Map(stored.map(({ id, live }) => [id, live]));
  };
  return { liveDay, ask, liveNow };
}

test('a forecast for 30 days shows the numbers of records that two tenants really get: one with the change, and one without it', {
  timeout: patienceMs,
}, async () => {
  const instance = createInstance(stack(), { now: clock.now });
  const changing = await openTenant(instance, 'blumen');
  const staying = await openTenant(instance, 'garten');
  for (let day = 0; day < 6; day += 1) {
    for (const tenant of [changing, staying]) await tenant.liveDay(day);
    clock.advance(microsPerDay);
  }
  clock.advance(microsPerDay / 2 + 1);
  const begin = clock.now();
  const body = { categories: changes };
  const told = await changing.ask('POST', '/v1/tenant/what-if', body);
  expect(told.status).toBe(200);
  const foreseen = told.body['changes'] as {
    readonly category: Changed;
    readonly live: number;
    readonly curve: readonly {
      readonly in_days: number;
      readonly without_change: number;
      readonly with_change: number;
    }[];
  }[];
  expect(foreseen.map(({ category }) => category).toSorted()).toEqual(changed.toSorted());
  for (const { live, curve } of foreseen) {
    expect(curve.map(({ in_days }) => in_days)).toEqual(
      Array.from({ length: 31 }, (_, day) => day),
    );
    expect(curve[0]?.without_change).toBe(live);
  }
  // The change must make a difference. Otherwise the test would compare two equal curves.
  for (const { category, curve } of foreseen) {
    const differs = curve.filter((at) => at.with_change < at.without_change);
    expect([category, differs.length > 0]).toEqual([category, true]);
  }

  expect((await changing.ask('PUT', '/v1/tenant', body)).status).toBe(200);
  clock.advance(6 * microsPerSecond);
  for (const day of comparedDays) {
    if (day > 0) clock.set(begin + day * microsPerDay);
    const [withChange, without] = [await changing.liveNow(), await staying.liveNow()];
    for (const { category, curve } of foreseen)
      expect([category, curve[day]]).toEqual([
        category,
        {
          in_days: day,
          without_change: without.get(category),
          with_change: withChange.get(category),
        },
      ]);
    // On some days the sweeps delete the expired records. This must not change the number of live
    // records.
    if (day % 4 === 1) {
      clock.advance(120 * microsPerSecond);
      await instance.erase();
      await instance.purge();
    }
  }
});
