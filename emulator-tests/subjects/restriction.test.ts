import { expect, test } from 'vitest';
import { callerOf } from '../harness/caller.ts';
import { createTestClock } from '../harness/clock.ts';
import { createInstance, storeKey } from '../harness/instance.ts';
import { useStack } from '../harness/stack.ts';
import { storedIn } from '../harness/stored-state.ts';

const stack = useStack('demo-restriction');
const clock = createTestClock();

test('a record is restricted, listed, checked by the sweep, and released, with the function’s grants and the existing indexes', async () => {
  const instance = createInstance(stack(), { now: clock.now });
  const key = await storeKey(instance, clock.now, 'acme');
  const ask = callerOf(instance.customers, key);
  const body = { email: 'anna@example.org', authenticated_by: 'sso' };
  const created = await ask('POST', '/v1/customers', body);
  expect(created.status).toBe(201);
  const { id } = created.body;
  const path = `/v1/customers/${id}/restriction`;
  expect((await ask('PUT', path, { ground: 'needed_for_claims' })).status).toBe(201);
  expect((await ask('GET', `/v1/customers/${id}`)).status).toBe(404);
  const state = await stack().readState();
  expect(storedIn(state, 'customers')).toEqual([]);
  expect(storedIn(state, 'customers_restricted')).toHaveLength(1);
  for (const [ending, count] of [
    ['false', 1],
    ['true', 0],
  ] as const) {
    const { status, body: page } = await ask('GET', `/v1/customers/restricted?ending=${ending}`);
    expect([status, page.items.length]).toEqual([200, count]);
  }
  expect(await instance.erase()).toMatchObject({ failed: 0, ending_restrictions: 0 });
  const today = new Date(clock.now() / 1_000).toISOString().slice(0, 10);
  expect((await ask('DELETE', `${path}?person_informed_on=${today}`)).status).toBe(204);
  const back = await ask('GET', `/v1/customers/${id}`);
  expect([back.status, back.body]).toEqual([200, created.body]);
});
