import { beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '#shared/base/time/clock.ts';
import { startReceiver } from '#shared/outbound/testing/start-receiver.ts';
import { callerOf } from '../harness/caller.ts';
import { type FunctionProcess, startFunction } from '../harness/function-process.ts';
import { createInstance, storeKey } from '../harness/instance.ts';
import { useStack } from '../harness/stack.ts';
import { unlimited } from '../harness/stack-config.ts';
import { findValues } from '../production-rules/find-values.ts';
import type { RawDocument } from '../production-rules/raw-export.ts';

const stack = useStack('demo-transfers');

const transfers = 1_000;
const atOnce = 20;
/** In each transfer: in a value, in the name of a variable, and in its key. */
const secrets = {
  value: 'Lindwurmstraße 47, drittes Obergeschoß',
  name: 'Lieblingsfarbe_Ottilie',
  key: 'Bestellung-Ottilie-Wagenbaecher',
} as const;
const plainId = 'Gespraech.Sichtbar';

let transfer: FunctionProcess;
let received: readonly { readonly body: string }[];
let outcomes: { [outcome: string]: number };
let dump: RawDocument[];

beforeAll(async () => {
  const key = await storeKey(createInstance(stack(), { now: systemClock }), systemClock, 'acme');
  transfer = await startFunction(stack(), 'transfer', {
    env: { ...unlimited, LOG_LEVEL: 'trace' },
  });
  const call = callerOf(transfer, key);
  // Every answer repeats the data, and some do not take it.
  const statuses = [200, 200, 200, 200, 404, 200, 200, 200, 200, 500];
  let answered = 0;
  const receiver = await startReceiver((response, { body }) => {
    response.writeHead(statuses[answered % statuses.length] ?? 200).end(body);
    answered += 1;
  }, 'http');
  ({ received } = receiver);
  const endpoint = { url: `http://127.0.0.1:${receiver.port}/`, auth: { type: 'none' } };
  const set = await call('PUT', '/v1/transfer-endpoints/crm', endpoint);
  const asked = { instance_id: plainId, purpose: 'transfer' };
  const given = await call('POST', '/v1/device-tokens', asked);
  expect([set.status, given.status]).toEqual([201, 201]);

  const device = callerOf(transfer, String(given.body['token']));
  outcomes = {};
  const work = Array.from({ length: transfers }, (_, at) => at);
  const next = async (): Promise<void> => {
    for (let at = work.pop(); at !== undefined; at = work.pop()) {
      const variables = { [secrets.name]: `${secrets.value} ${at}` };
      const body = { endpoint: 'crm', experience_id: 'exp', variables };
      const headers = { 'idempotency-key': `${secrets.key}-${at}` };
      const answer = await device('POST', '/v1/transfer', body, headers);
      const outcome = String(answer.body['outcome'] ?? answer.status);
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, next));
  // Refused requests contain values too.
  const unknown = { endpoint: 'none', experience_id: 'exp', variables: { a: secrets.value } };
  const wrong = { endpoint: 'crm', experience_id: 'exp', variables: { '-': secrets.value } };
  const refused = [
    await device('POST', '/v1/transfer', unknown),
    await device('POST', '/v1/transfer', wrong),
    await device('POST', '/v1/transfer', `{"endpoint":"${secrets.value}"`),
  ];
  expect(refused.map(({ status }) => status)).toEqual([404, 422, 400]);
  transfer.signal('SIGTERM');
  await transfer.ended;
  dump = await stack().exportRaw();
}, 170_000);

describe('after a thousand transfers', () => {
  test('the system has received the data of each', () => {
    const numbers = received.map(({ body }) => body.split(`${secrets.value} `)[1]);
    expect(new Set(numbers).size).toBe(transfers);
    expect(Object.keys(outcomes).toSorted()).toEqual(['arrived', 'refused']);
    expect(outcomes['arrived']).toBeGreaterThan(transfers / 2);
  });

  test.each(Object.entries(secrets))('the %s is in no database', (_what, secret) => {
    expect(findValues(dump, [secret])).toEqual([]);
  });

  test.each(Object.entries(secrets))('the %s is in no log line', (_what, secret) => {
    const text = JSON.stringify(transfer.output());
    expect(findValues([{ path: '', text, decoded: [] }], [secret])).toEqual([]);
  });

  test('the search itself works: each request has its line, and the key of the tenant its document', () => {
    const lines = transfer.output().split('\n');
    const requests = lines.filter((line) => line.includes('"message":"request"'));
    expect(requests.length).toBeGreaterThan(transfers);
    expect(findValues(dump, ['transfer_endpoints'])).not.toEqual([]);
  });
});
