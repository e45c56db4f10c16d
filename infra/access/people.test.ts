import { beforeEach, describe, expect, test } from 'vitest';
import type { Identify } from '#shared/access/identity.ts';
import { roles } from '#shared/access/roles.ts';
import { customers } from '#shared/categories/customers.ts';
import { categories } from '#shared/categories/registry.ts';
import { inviteMember } from '#shared/members/manage-members.ts';
import { recordExample } from '#shared/openapi/record-example.ts';
import { everythingOn, openTenant } from '#shared/settings/testing/everything-on.ts';
import { type ApiBench, benchNow, createApiBench } from '../generate/testing/create-api-bench.ts';
import { functionOf } from '../generate/testing/function-of.ts';
import { accessTable } from './access-table.ts';

const now = () => benchNow;
const tenant = 'blumen';
let bench: ApiBench;

/** Tokens are tested where they are verified; here each says who it is. */
const identify: Identify = async ({ headers }) => {
  const role = /^Bearer as-(\w+)$/.exec(headers.get('authorization') ?? '')?.[1];
  return role === undefined ? undefined : { identity: { email: `${role}@example.org` } };
};

beforeEach(async () => {
  bench = createApiBench({ identify });
  await openTenant({ store: bench.store, now }, tenant);
  const actor = { kind: 'api_key', id: '' } as const;
  const caller = { tenant, scopes: new Set(['tenant']), settings: everythingOn(), actor };
  for (const role of roles)
    await inviteMember(bench.memberDeps, caller, { email: `${role}@example.org`, role });
});

async function as(role: string, method: string, path: string, body?: unknown) {
  const response = await bench.apps[functionOf(path)].request(path, {
    method,
    headers: {
      authorization: role.startsWith('mf_') ? `Bearer ${role}` : `Bearer as-${role}`,
      'x-forwarded-for': '203.0.113.7',
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, text };
}

type Entry = {
  readonly actor: string;
  readonly action: string;
  readonly target?: string;
  readonly outcome: string;
  readonly ip: string;
};

async function entries(): Promise<Entry[]> {
  const key = await bench.newKey(['manager_log:read']);
  const { text } = await as(key, 'GET', '/v1/manager-log');
  return (JSON.parse(text) as { items: Entry[] }).items.toReversed();
}

describe.each(categories.filter(({ database }) => database === 'mayfly'))(
  'a record of $id',
  (category) => {
    const path = `/v1/${category.path}`;
    const example = recordExample(category) ?? {};
    const personal = Object.entries(category.fields)
      .filter(([name, { atRest }]) => atRest === 'aes' && example[name] !== undefined)
      .map(([name]) => name);

    test('is shown whole to owner and support, without personal fields to an editor', async () => {
      const id = await bench.storeExample(category);
      expect(personal.length).toBeGreaterThan(0);
      for (const at of [path, `${path}/${id}`]) {
        for (const role of ['owner', 'support']) {
          const { text } = await as(role, 'GET', at);
          for (const name of personal) expect(text).toContain(JSON.stringify(example[name]));
        }
        const { status, text } = await as('editor', 'GET', at);
        expect(status).toBe(200);
        expect(text).toContain(`"masked":${JSON.stringify(personal)}`);
        for (const name of personal) expect(text).not.toContain(JSON.stringify(example[name]));
      }
    });

    test('leaves an entry before a person sees it, with who, what, which and from where', async () => {
      const id = await bench.storeExample(category);
      await as('support', 'GET', `${path}/${id}`);
      await as('viewer', 'GET', `${path}/${id}`);
      const shared = { action: `${category.path}.read`, target: id, ip: '203.0.113.7' };
      expect(await entries()).toMatchObject([
        { ...shared, actor: 'support@example.org', outcome: 'shown' },
        { ...shared, actor: 'viewer@example.org', outcome: 'refused' },
      ]);
    });
  },
);

const customer = '/v1/customers';

test('a change leaves an entry that names the record, before it is done', async () => {
  const id = await bench.storeExample(customers);
  await as('support', 'PATCH', `${customer}/${id}`, { values: { ort: 'Bonn' } });
  await as('support', 'DELETE', `${customer}/${id}`);
  expect(await entries()).toMatchObject([
    { action: 'customers.correct', target: id, outcome: 'requested' },
    { action: 'customers.delete', target: id, outcome: 'requested' },
  ]);
});

test('a HEAD is a look like any other', async () => {
  const id = await bench.storeExample(customers);
  expect((await as('support', 'HEAD', `${customer}/${id}`)).status).toBe(200);
  expect(await entries()).toMatchObject([
    { action: 'customers.read', target: id, outcome: 'shown' },
  ]);
});

test('a look-up by a personal value notes the field, never the value', async () => {
  await as('owner', 'POST', '/v1/loyalty/balance', { email: 'anna@example.com' });
  expect(await entries()).toMatchObject([{ action: 'loyalty.balance', target: 'email' }]);
});

test('a page that refreshes leaves one entry', async () => {
  for (let index = 0; index < 5; index += 1) await as('owner', 'GET', customer);
  expect((await entries()).map(({ action }) => action)).toEqual(['customers.list']);
});

test('a search notes the field, never the value', async () => {
  await as('owner', 'POST', `${customer}/search`, { email: 'anna@example.com' });
  expect(await entries()).toMatchObject([{ action: 'customers.search', target: 'email' }]);
});

test('other work of a key leaves no entry', async () => {
  const key = await bench.newKey(['customers:read', 'customers:export']);
  await as(key, 'GET', customer);
  expect(await entries()).toEqual([]);
});

const exporting = Object.keys(accessTable).filter((route) =>
  accessTable[route]?.key.endsWith(':export'),
);

test.each(exporting)('an export by a key leaves an entry: %s', async (route) => {
  const [method = '', path = ''] = route.split(' ');
  const raffle = await bench.storeRaffle();
  const key = await bench.newKey([accessTable[route]?.key ?? '']);
  const body = method === 'POST' ? {} : undefined;
  const { status } = await as(key, method, path.replace('{id}', raffle), body);
  expect(status).toBe(200);
  expect(await entries()).toMatchObject([{ actor: key.slice(0, -56), outcome: 'shown' }]);
});

test('numbers and the look at one’s own settings leave none', async () => {
  for (const path of ['/v1/tenant', '/v1/tenant/storage', '/v1/me'])
    expect((await as('owner', 'GET', path)).status).toBe(200);
  expect(await entries()).toEqual([]);
});

test('when the log cannot be written nothing is shown, changed or deleted', async () => {
  const path = `${customer}/${await bench.storeExample(customers)}`;
  const key = await bench.newKey();
  // The keys that reading takes are at hand, and who people are; only the log has none yet.
  expect((await as(key, 'GET', path)).status).toBe(200);
  expect((await as('nobody', 'GET', path)).status).toBe(403);
  bench.setKeyService('unavailable');
  const shown = await as('owner', 'GET', path);
  expect(shown.status).toBe(503);
  expect(shown.text).not.toContain('example.com');
  expect((await as('owner', 'DELETE', path)).status).toBe(503);
  const correction = { values: { ort: 'Bonn' } };
  expect((await as('owner', 'PATCH', path, correction)).status).toBe(503);
  bench.setKeyService('up');
  const after = await as(key, 'GET', path);
  expect(after.status).toBe(200);
  expect(after.text).not.toContain('Bonn');
  expect(await entries()).toEqual([]);
});
