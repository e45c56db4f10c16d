import { expect, test } from 'vitest';
import { createApiKey } from '#shared/access/store-api-key.ts';
import { microsPerSecond } from '#shared/base/time/instant.ts';
import { createTestFixture } from '#shared/records/testing/create-test-context.ts';
import { openTenant } from '#shared/settings/testing/everything-on.ts';
import type { Store } from '#shared/store/store.ts';
import { createApiService } from '#shared/wiring/api-service.ts';
import { testConfig } from '#shared/wiring/testing/test-config.ts';
import { createCouponsApp } from './app.ts';

const every = ['write', 'read', 'delete', 'export'].map((action) => `coupon_codes:${action}`);

function createFixture(replaced: (store: Store) => Partial<Store> = () => ({})) {
  const fixture = createTestFixture();
  const lines: string[] = [];
  const platform = {
    ...fixture.platform,
    store: { ...fixture.store, ...replaced(fixture.store) },
    config: testConfig({ LOG_LEVEL: 'trace' }),
    logTo: { write: (line: string) => void lines.push(line) },
  };
  const app = createCouponsApp(createApiService(platform, 'coupons'));
  const callAs = async (scopes: readonly string[]) => {
    await openTenant(platform, 'acme');
    const key = await createApiKey(platform, { tenant: 'acme', scopes });
    return async (path: string, body?: unknown, headers: { [name: string]: string } = {}) => {
      const isText = typeof body === 'string';
      const response = await app.request(path, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          authorization: `Bearer ${key}`,
          'content-type': isText ? 'text/csv' : 'application/json',
          ...headers,
        },
        ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
      });
      const answer = (await response.json()) as { readonly [name: string]: unknown };
      return { status: response.status, headers: response.headers, body: answer };
    };
  };
  return { callAs, lines, fixture };
}

const coupons = { name: 'herbst', kind: 'coupon', policy: 'once', low_stock: 1 };

async function newPool(call: Awaited<ReturnType<ReturnType<typeof createFixture>['callAs']>>) {
  const { body } = await call('/v1/coupon-pools', coupons);
  return `/v1/coupon-pools/${String(body['id'])}`;
}

test('a repeated creation with the same Idempotency-Key returns the pool of the first request in its present state', async () => {
  const call = await createFixture().callAs(every);
  const key = { 'idempotency-key': 'pool-1' };
  const create = (described: object = coupons) => call('/v1/coupon-pools', described, key);
  const [first, second] = await Promise.all([create(), create()]);
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(second.body['id']).toBe(first.body['id']);
  const replayed = [first, second].map(({ headers }) => headers.get('idempotency-replayed'));
  expect(new Set(replayed)).toEqual(new Set([null, 'true']));
  await call(`/v1/coupon-pools/${String(first.body['id'])}/codes`, 'A-1\nA-2');
  expect((await create()).body).toMatchObject({ id: first.body['id'], loaded: 2, left: 2 });
  const other = await create({ ...coupons, name: 'winter' });
  expect([other.status, other.body['code']]).toEqual([422, 'idempotency-mismatch']);
  expect((await call('/v1/coupon-pools')).body['items']).toHaveLength(1);
});

test('a pool gives out one of its codes; the list of pools counts this code, and the code has a record', async () => {
  const { callAs, lines } = createFixture();
  const call = await callAs(every);
  const path = await newPool(call);
  const loaded = await call(`${path}/codes?header=true`, 'code\r\nGeheim-1\r\nGeheim-2\r\n');
  expect([loaded.status, loaded.body]).toMatchObject([201, { loaded: 2, left: 2, low: false }]);
  const given = await call(`${path}/emit`, { email: 'anna@example.org', conversation_id: 'c-1' });
  expect(given.status).toBe(201);
  const again = await call(`${path}/emit`, { email: 'Anna@example.org' });
  expect([again.status, again.body]).toEqual([200, given.body]);
  const { body: pools } = await call('/v1/coupon-pools');
  expect(pools['items']).toMatchObject([{ loaded: 2, used: 1, left: 1, low: true }]);
  const { body: records } = await call('/v1/coupon-codes?kind=coupon');
  expect(records['items']).toEqual([given.body]);
  const found = await call('/v1/coupon-codes/search', { code: given.body['code'] });
  expect(found.body['items']).toEqual([given.body]);
  expect(lines.join('')).not.toMatch(/Geheim|anna@/i);
});

test('a key that may only write gets the coupon, and no data of the customer except the email address that it has sent', async () => {
  const { callAs } = createFixture();
  const call = await callAs(every);
  const path = await newPool(call);
  await call(`${path}/codes`, 'A-1');
  await call(`${path}/emit`, { email: 'Anna.Maria@example.org', conversation_id: 'c-7' });
  const writer = await callAs(['coupon_codes:write']);
  const { body } = await writer(`${path}/emit`, { email: 'anna.maria@EXAMPLE.org' });
  expect(body).toMatchObject({ code: 'A-1', kind: 'coupon', email: 'anna.maria@EXAMPLE.org' });
  expect(body).not.toHaveProperty('conversation_id');
});

test('the answer to a repeated request with the same Idempotency-Key has the header idempotency-replayed', async () => {
  const { callAs } = createFixture();
  const call = await callAs(every);
  const path = await newPool(call);
  await call(`${path}/codes`, 'A-1\nA-2');
  const emit = () => call(`${path}/emit`, { email: 'a@example.org' }, { 'idempotency-key': 'k' });
  const [first, second] = [await emit(), await emit()];
  expect(first.headers.has('idempotency-replayed')).toBe(false);
  expect([second.status, second.body]).toEqual([201, first.body]);
  expect(second.headers.get('idempotency-replayed')).toBe('true');
});

test('if the customer already had the coupon, a repeated request with the same Idempotency-Key gets the status 200 again', async () => {
  const call = await createFixture().callAs(every);
  const path = await newPool(call);
  await call(`${path}/codes`, 'A-1\nA-2');
  await call(`${path}/emit`, { email: 'a@example.org' });
  const emit = () => call(`${path}/emit`, { email: 'a@example.org' }, { 'idempotency-key': 'k' });
  const [first, second] = [await emit(), await emit()];
  expect([first.status, second.status]).toEqual([200, 200]);
  expect(second.headers.get('idempotency-replayed')).toBe('true');
});

test('a caller with the scope `work` can upload codes to pools and see the pools, but can neither emit codes nor list their records', async () => {
  const { callAs } = createFixture();
  const call = await callAs(['work']);
  const path = await newPool(call);
  expect((await call(`${path}/codes`, 'A-1')).status).toBe(201);
  expect((await call('/v1/coupon-pools')).status).toBe(200);
  const refused = await call(`${path}/emit`, { email: 'a@example.org' });
  expect([refused.status, refused.body['code']]).toEqual([403, 'scope-missing']);
  expect((await call('/v1/coupon-codes')).status).toBe(403);
});

test('a trial (`dry_run`) reports the broken lines of a file, and stores nothing', async () => {
  const { callAs, lines } = createFixture();
  const call = await callAs(every);
  const path = await newPool(call);
  const tried = await call(`${path}/codes?dry_run=true`, 'Geheim-1\nGeheim-2;5 €\nGeheim-1');
  expect([tried.status, tried.body]).toMatchObject([
    200,
    { first_codes: ['Geheim-1'], count: 1, duplicates: 1, errors_total: 2 },
  ]);
  const { body: pools } = await call('/v1/coupon-pools');
  expect(pools['items']).toMatchObject([{ loaded: 0 }]);
  expect((await call(`${path}/codes?dry_run=false`, 'Geheim-1')).status).toBe(201);
  expect(lines.join('')).not.toContain('Geheim');
});

test('the query or the media type says whether the first line is a header; if the two contradict each other, Mayfly refuses the file', async () => {
  const call = await createFixture().callAs(every);
  const load = async (query: string, type: string) => {
    const path = `${await newPool(call)}/codes${query}`;
    const { status, body } = await call(path, 'code\nA-1', { 'content-type': type });
    return status === 201 ? body['loaded'] : body['code'];
  };
  expect(await load('?header=true', 'text/csv')).toBe(1);
  expect(await load('?header=false', 'text/csv')).toBe(2);
  expect(await load('', 'text/csv; header=present')).toBe(1);
  expect(await load('', 'text/csv; charset=utf-8; header="absent"')).toBe(2);
  expect(await load('?header=true', 'text/csv;header=present')).toBe(1);
  expect(await load('', 'text/csv')).toBe('validation-failed');
  for (const query of ['?header=true', '?header=', '?header=yes', '?header=true&header=true'])
    expect(await load(query, 'text/csv; header=absent')).toBe('query-invalid');
  expect(await load('?dry_run=1', 'text/csv; header=absent')).toBe('query-invalid');
});

test('a look-up finds a code in stock; it finds a code that a customer got even after the pool is closed; no log line contains a code', async () => {
  const { callAs, lines } = createFixture();
  const call = await callAs(every);
  const path = await newPool(call);
  await call(`${path}/codes`, 'Geheim-1\nGeheim-2');
  const lookUp = async (code: string) => {
    const { status, body } = await call('/v1/coupon-codes/lookup', { code });
    return [status, body];
  };
  const id = path.split('/').at(-1);
  const found = { pool_id: id, pool_name: 'herbst', pool_state: 'open', state: 'in_stock' };
  expect(await lookUp('Geheim-1')).toEqual([200, { items: [found], next_cursor: null }]);
  const { body: record } = await call(`${path}/emit`, { email: 'anna@example.org' });
  const other = record['code'] === 'Geheim-1' ? 'Geheim-2' : 'Geheim-1';
  const given = { ...found, state: 'given', record };
  expect(await lookUp(String(record['code']))).toMatchObject([200, { items: [given] }]);
  const closed = await call(`${path}/close`, { confirm: true, at_most: 1 });
  expect([closed.status, closed.body]).toMatchObject([200, { state: 'closed', deleted: 1 }]);
  expect(await lookUp(other)).toEqual([200, { items: [], next_cursor: null }]);
  const kept = { ...given, pool_state: 'closed' };
  expect(await lookUp(String(record['code']))).toMatchObject([200, { items: [kept] }]);
  const late = await call(`${path}/emit`, { email: 'bert@example.org' });
  expect([late.status, late.body['code']]).toEqual([409, 'pool-closed']);
  const { body: status } = await call(path);
  expect(status).toMatchObject({ used: 1, left: 0, tied: 1, anonymous: 0, history: [] });
  expect(lines.join('')).not.toMatch(/Geheim|anna@|bert@/i);
});

test('a caller with the scope `work` can close a pool but not look up a code; a caller with only the scope `coupon_codes:read` cannot close a pool', async () => {
  const { callAs } = createFixture();
  const path = await newPool(await callAs(every));
  const reader = await callAs(['coupon_codes:read']);
  const refused = await reader(`${path}/close`, { confirm: true });
  expect([refused.status, refused.body['code']]).toEqual([403, 'scope-missing']);
  const worker = await callAs(['work']);
  expect((await worker(`${path}/close`, { confirm: true })).status).toBe(200);
  expect((await worker('/v1/coupon-codes/lookup', { code: 'A-1' })).status).toBe(403);
});

test('with `fold` a pool ignores case, spaces and dashes of a redeemed code; only a pool of the kind `code` can have `fold`', async () => {
  const call = await createFixture().callAs(every);
  const described = { ...coupons, kind: 'code', fold: true };
  const { body: pool } = await call('/v1/coupon-pools', described);
  expect(pool['fold']).toBe(true);
  const path = `/v1/coupon-pools/${String(pool['id'])}`;
  await call(`${path}/codes`, 'AB-12');
  const taken = await call(`${path}/redeem`, { code: 'ab 12', email: 'anna@example.org' });
  expect([taken.status, taken.body['code']]).toEqual([201, 'AB-12']);
  const refused = await call('/v1/coupon-pools', { ...coupons, fold: true });
  expect([refused.status, refused.body['errors']]).toEqual([
    422,
    [{ pointer: '/fold', rule: 'only for pools of kind code' }],
  ]);
});

test('a pool that was closed more than 5 s ago redeems no code, even in a process whose load of more codes has just ended', async () => {
  const { callAs, fixture } = createFixture((store) => ({
    async commit(writes) {
      const versions = await store.commit(writes);
      const codes = writes.filter(
        ({ kind, ref: { collection } }) => kind === 'create' && collection === 'coupon_stock',
      );
      if (codes.length === 0) return versions;
      // While the codes are stored one by one, another process begins to close the pool. The rest
      // of the load takes 20 s.
      const [pool] = await store.query({
        collection: 'coupon_pools',
        tenant: 'acme',
        where: [],
        orderBy: [],
        limit: 1,
      });
      if (pool === undefined) throw new Error('no pool');
      await store.commit([{ kind: 'update', ref: pool.ref, data: { state: 'closing' } }]);
      fixture.clock.now += 20 * microsPerSecond;
      return versions;
    },
  }));
  const call = await callAs(every);
  const { body: pool } = await call('/v1/coupon-pools', { ...coupons, kind: 'code' });
  const path = `/v1/coupon-pools/${String(pool['id'])}`;
  expect((await call(`${path}/codes`, 'A-1')).status).toBe(201);
  const taken = await call(`${path}/redeem`, { code: 'A-1', email: 'anna@example.org' });
  expect([taken.status, taken.body['code']]).toEqual([409, 'pool-closed']);
});

test.each(['text/csv', 'text/csv; charset=UTF-8', 'text/csv;charset="utf-8"; header=absent'])(
  'a file with the media type %s is accepted',
  async (type) => {
    const { callAs } = createFixture();
    const call = await callAs(every);
    const path = await newPool(call);
    const answer = await call(`${path}/codes`, 'A-1', { 'content-type': type });
    expect(answer.status).toBe(201);
  },
);

test.each(['text/csv; charset=iso-8859-1', 'text/plain', 'application/json'])(
  'a file with the media type %s is refused',
  async (type) => {
    const { callAs } = createFixture();
    const call = await callAs(every);
    const path = await newPool(call);
    const answer = await call(`${path}/codes`, 'A-1', { 'content-type': type });
    expect([answer.status, answer.body['code']]).toEqual([415, 'content-type-unsupported']);
  },
);
