import { expect, test } from 'vitest';
import { systemClock } from '#shared/base/time/clock.ts';
import { startReceiver } from '#shared/outbound/testing/start-receiver.ts';
import { type Call, callerOf } from '../harness/caller.ts';
import { startFunction } from '../harness/function-process.ts';
import { createInstance, storeKey } from '../harness/instance.ts';
import { useStack } from '../harness/stack.ts';
import { unlimited } from '../harness/stack-config.ts';
import { findValues } from '../production-rules/find-values.ts';

const stack = useStack('demo-transfers');

const transfers = 1_000;
const atOnce = 20;
const value = 'Beispielstraße 47, drittes Obergeschoß';
const name = 'Lieblingsfarbe_Ottilie';
const key = 'Bestellung-Ottilie-Wagenbaecher';
const secrets = [value, name, key];

/** Starts a system that sends the data back in each answer, and refuses some of the requests. */
function startSystem() {
  const statuses = [200, 200, 200, 200, 404, 200, 200, 200, 200, 500];
  let answered = 0;
  return startReceiver((response, { body }) => {
    response.writeHead(statuses[answered % statuses.length] ?? 200).end(body);
    answered += 1;
  }, 'http');
}

const transfer = (device: Call, variables: object, headers = {}, endpoint = 'crm') =>
  device('POST', '/v1/transfer', { endpoint, experience_id: 'exp', variables }, headers);

/** Sends the data a thousand times. @returns the outcome of each transfer */
async function transferOften(device: Call): Promise<string[]> {
  const outcomes: string[] = [];
  let at = 0;
  const next = async (): Promise<void> => {
    while (at < transfers) {
      const number = at++;
      const headers = { 'idempotency-key': `${key}-${number}` };
      const answer = await transfer(device, { [name]: `${value} ${number}` }, headers);
      const { outcome } = answer.body as { readonly outcome?: string };
      outcomes.push(outcome ?? `${answer.status}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, next));
  return outcomes;
}

test('after a thousand transfers, no database and no log line contains any of the transferred data', async () => {
  const apiKey = await storeKey(createInstance(stack(), { now: systemClock }), systemClock, 'acme');
  const env = { ...unlimited, LOG_LEVEL: 'trace' };
  const running = await startFunction(stack(), 'transfer', { env });
  const call = callerOf(running, apiKey);
  const { port, received } = await startSystem();
  const endpoint = { url: `http://127.0.0.1:${port}/`, auth: { type: 'none' } };
  expect((await call('PUT', '/v1/transfer-endpoints/crm', endpoint)).status).toBe(201);
  const asked = { instance_id: 'Gespraech.Sichtbar', purpose: 'transfer' };
  const given = await call('POST', '/v1/device-tokens', asked);
  const device = callerOf(running, (given.body as { readonly token?: string }).token ?? '');

  const outcomes = await transferOften(device);
  expect(outcomes).toHaveLength(transfers);
  const expected = new Set(['arrived', 'refused', 'failed']);
  expect(outcomes.filter((each) => !expected.has(each))).toEqual([]);
  expect(new Set(outcomes).size).toBeGreaterThan(1);
  expect(new Set(received.map(({ body }) => body.split(`${value} `)[1])).size).toBe(transfers);
  // Mayfly refuses these requests. They contain personal values, which must not be stored either.
  const refused = [
    await transfer(device, { a: value }, {}, 'unknown'),
    await transfer(device, { '-': value }),
    await device('POST', '/v1/transfer', `{"endpoint":"${value}"`),
  ];
  expect(refused.map(({ status }) => status)).toEqual([404, 422, 400]);

  running.signal('SIGTERM');
  await running.ended;
  const dump = await stack().exportRaw();
  const logged = running.output();
  expect(findValues(dump, secrets)).toEqual([]);
  const text = JSON.stringify(logged);
  expect(findValues([{ path: '', text, decoded: [] }], secrets)).toEqual([]);

  // These lines show that the log and the dump are not empty. The log has a line for each request,
  // and the search finds the endpoint's document in the dump.
  const requests = logged.split('\n').filter((line) => line.includes('"message":"request"'));
  expect(requests.length).toBeGreaterThan(transfers);
  expect(findValues(dump, ['transfer_endpoints'])).not.toEqual([]);
});
