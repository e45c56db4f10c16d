import { expect, test } from 'vitest';
import { problem, scriptClient } from './testing/script-fetch.ts';

const id = '5f0c6b1e9a7d43f28c1b0e6d7a94f235';
const record = { id, code: 'HERBST-7KQ2' };

test('pools are created and listed, and a file is sent as CSV', async () => {
  const pool = { id, loaded: 2 };
  const page = { items: [pool], next_cursor: null, newest_cursor: null };
  const files: unknown[] = [];
  const { client } = scriptClient([], {
    fetch: async (url, { method, headers = {}, body }) => {
      const type = (headers as { [name: string]: string })['content-type'];
      files.push([method, new URL(url).pathname + new URL(url).search, type, body]);
      return new Response(JSON.stringify(method === 'GET' ? page : pool), { status: 200 });
    },
  });
  await client.couponPools.create({ name: 'herbst', kind: 'coupon', policy: 'once' });
  await client.couponPools.load(id, 'A-1\nA-2');
  await client.couponPools.load(id, 'code\nA-3', { header: true });
  await client.couponPools.tryLoad(id, 'A-4', { header: false });
  expect((await client.couponPools.list({ limit: 5 })).items).toEqual([pool]);
  expect(files).toEqual([
    [
      'POST',
      '/v1/coupon-pools',
      'application/json',
      '{"name":"herbst","kind":"coupon","policy":"once"}',
    ],
    ['POST', `/v1/coupon-pools/${id}/codes`, 'text/csv', 'A-1\nA-2'],
    ['POST', `/v1/coupon-pools/${id}/codes?header=true`, 'text/csv', 'code\nA-3'],
    ['POST', `/v1/coupon-pools/${id}/codes?header=false&dry_run=true`, 'text/csv', 'A-4'],
    ['GET', '/v1/coupon-pools?limit=5', undefined, undefined],
  ]);
});

test('if the answer with a coupon is lost, the client repeats the request with the same idempotency key, and only the body contains the email', async () => {
  const { client, sent } = scriptClient([
    new Error('network'),
    { status: 201, body: record },
    { status: 201, body: record },
  ]);
  const email = 'juergen.mueller@example.com';
  expect(await client.couponPools.emit(id, { email })).toEqual(record);
  await client.couponPools.redeem(id, { email, code: 'HERBST-7KQ2' });
  const [first, second, third] = sent;
  expect(first?.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
  expect(second?.headers['idempotency-key']).toBe(first?.headers['idempotency-key']);
  expect(third?.headers['idempotency-key']).not.toBe(first?.headers['idempotency-key']);
  expect(sent.map(({ url }) => new URL(url).pathname)).toEqual([
    `/v1/coupon-pools/${id}/emit`,
    `/v1/coupon-pools/${id}/emit`,
    `/v1/coupon-pools/${id}/redeem`,
  ]);
  expect(sent.map(({ body }) => body)).toEqual([
    { email },
    { email },
    { email, code: 'HERBST-7KQ2' },
  ]);
});

test('if the answer with a new pool is lost, the client repeats the request with the same idempotency key', async () => {
  const { client, sent } = scriptClient([new Error('network'), { status: 201, body: { id } }]);
  const pool = { name: 'herbst', kind: 'coupon', policy: 'once' } as const;
  expect(await client.couponPools.create(pool)).toEqual({ id });
  const keys = sent.map(({ headers }) => headers['idempotency-key']);
  expect(keys).toHaveLength(2);
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
  expect(keys[1]).toBe(keys[0]);
});

test('a dry run is repeated after a network failure', async () => {
  const tried = { first_codes: ['A-1'], count: 1, duplicates: 0, errors: [], errors_total: 0 };
  let attempts = 0;
  const { client } = scriptClient([], {
    fetch: async () => {
      attempts += 1;
      if (attempts === 1) throw new Error('network');
      return Response.json(tried);
    },
  });
  expect(await client.couponPools.tryLoad(id, 'A-1')).toEqual(tried);
  expect(attempts).toBe(2);
});

test('the client throws `pool-empty` if the pool is empty, and throws before sending if an email is given as the pool’s id', async () => {
  const { client, sent } = scriptClient([problem(409, 'pool-empty')]);
  const emit = client.couponPools.emit(id, { email: 'anna@example.com' });
  await expect(emit).rejects.toMatchObject({ status: 409, code: 'pool-empty' });
  await expect(client.couponPools.emit('anna@example.com', { email: 'x' })).rejects.toThrow(
    TypeError,
  );
  expect(sent).toHaveLength(1);
});

test('closing a pool sends an idempotency key and the largest number of codes to delete; finding a code sends the code in the body', async () => {
  const pool = { id, state: 'closed' };
  const found = { items: [], next_cursor: null };
  const { client, sent } = scriptClient([
    new Error('network'),
    { status: 200, body: pool },
    { status: 200, body: pool },
    { status: 200, body: { ...pool, tied: 1 } },
    { status: 200, body: found },
  ]);
  expect(await client.couponPools.close(id, { atMost: 12 })).toEqual(pool);
  await client.couponPools.close(id);
  expect(await client.couponPools.read(id)).toEqual({ ...pool, tied: 1 });
  expect(await client.couponPools.lookUp('HERBST-7KQ2', { limit: 5 })).toEqual(found);
  expect(sent.map(({ url }) => new URL(url).pathname)).toEqual([
    `/v1/coupon-pools/${id}/close`,
    `/v1/coupon-pools/${id}/close`,
    `/v1/coupon-pools/${id}/close`,
    `/v1/coupon-pools/${id}`,
    '/v1/coupon-codes/lookup',
  ]);
  expect(sent.map(({ body }) => body)).toEqual([
    { confirm: true, at_most: 12 },
    { confirm: true, at_most: 12 },
    { confirm: true },
    undefined,
    { code: 'HERBST-7KQ2', limit: 5 },
  ]);
  const [first, repeated, next] = sent.map(({ headers }) => headers['idempotency-key']);
  expect(first).toMatch(/^[0-9a-f-]{36}$/);
  expect(repeated).toBe(first);
  expect(next).not.toBe(first);
});
