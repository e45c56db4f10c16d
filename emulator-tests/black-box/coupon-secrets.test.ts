import { expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { callerOf } from '../harness/caller.ts';
import { createTestClock } from '../harness/clock.ts';
import { createInstance, storeKey } from '../harness/instance.ts';
import { useStack } from '../harness/stack.ts';
import { storedIn } from '../harness/stored-state.ts';
import { findValues } from '../production-rules/find-values.ts';

const stack = useStack('demo-coupon-secrets');
const clock = createTestClock();
const csv = { 'content-type': 'text/csv' };
const values = {
  given: 'Geheimnis-Kastanie',
  left: 'Geheimnis-Linde',
  email: 'Ottilie.Wagenbach@example.org',
};

async function keysOfStock() {
  const keys = storedIn(await stack().readState(), 'data_keys');
  return keys.filter(({ fields }) =>
    fields['pointer']?.['stringValue']?.toString().includes('stock'),
  );
}

test('no code is stored in clear; unused codes can still be decrypted after the data key of a used code’s record is destroyed', async () => {
  const instance = createInstance(stack(), { now: clock.now });
  const newCall = async () =>
    callerOf(instance.appOf('coupons'), await storeKey(instance, clock.now, 'acme'));
  const call = await newCall();
  const described = { name: 'herbst', kind: 'coupon', policy: 'once' };
  const { body: pool } = await call('POST', '/v1/coupon-pools', described);
  const path = `/v1/coupon-pools/${pool.id}`;
  const codes = [values.given, values.left];
  expect((await call('POST', `${path}/codes`, codes.join('\n'), csv)).status).toBe(201);
  const given = await call('POST', `${path}/emit`, { email: values.email, conversation_id: 'c-1' });
  const again = await call('POST', `${path}/emit`, { email: values.email.toUpperCase() });
  expect([again.status, again.body]).toEqual([200, given.body]);
  expect(findValues(await stack().exportRaw(), Object.values(values))).toEqual([]);

  clock.advance(800 * microsPerDay);
  const later = await newCall();
  expect(await instance.purge()).toMatchObject({ complete: true, keys_waiting: 1 });
  expect((await later('GET', '/v1/coupon-codes')).body.items).toEqual([]);
  expect(await keysOfStock()).toHaveLength(1);
  const next = await later('POST', `${path}/emit`, { email: values.email });
  expect(next.status).toBe(201);
  expect(codes).toContain(next.body.code);
  expect(next.body.code).not.toBe(given.body.code);
  // Mayfly still remembers that the code was used, although the record of the use is deleted.
  const reloaded = await later('POST', `${path}/codes`, given.body.code, csv);
  expect([reloaded.status, reloaded.body['errors']]).toEqual([
    422,
    [{ line: 1, rule: 'not used before' }],
  ]);
  // Both codes are used now. So the purge destroys the key of the stock.
  await instance.purge();
  expect(await keysOfStock()).toEqual([]);
});
