import { beforeEach, describe, expect, test, vi } from 'vitest';
import { variables } from '#shared/categories/variables.ts';
import { createPeopleFixture, type PeopleFixture } from './testing/create-people-fixture.ts';

let fixture: PeopleFixture;

/**
 * Sends the reading requests once, which fills the caches. The clock of the fixture does not move,
 * so no entry of a cache expires.
 */
beforeEach(async () => {
  fixture = await createPeopleFixture();
  for (const path of ['/v1/me', '/v1/tenant', '/v1/tenant/storage']) await see('owner', path);
});

async function ask(who: string, method: string, path: string, body?: unknown) {
  const { status, text } = await fixture.as(who, method, path, body);
  if (status >= 300) throw new Error(`${method} ${path} answers ${status}: ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

const see = (who: string, path: string) => ask(who, 'GET', path);

async function storageOf(category: string) {
  const { categories } = await see('owner', '/v1/tenant/storage');
  return categories.find(({ id }: { id: string }) => id === category);
}

const profile = {
  origins: ['https://shop.example.com'],
  categories: {
    chat_messages: { retention_days: 2 },
    variables: { destination: 'device', existing: 'delete' },
  },
};

describe('after a change, a person sees at once', () => {
  test('the profile that they have set', async () => {
    const { effective_at: _, ...set } = await ask('owner', 'PUT', '/v1/tenant', profile);
    expect(set).toMatchObject({
      origins: profile.origins,
      categories: { chat_messages: { retention_days: 2 }, variables: { pending: ['delete'] } },
    });
    expect(await see('owner', '/v1/tenant')).toEqual(set);
    expect(await see('viewer', '/v1/tenant')).toEqual(set);
  });

  test('the new destination and retention in the storage overview, without the records that will be deleted', async () => {
    await fixture.storeExample(variables);
    expect(await storageOf('variables')).toMatchObject({ destination: 'server', live: 1 });
    await ask('owner', 'PUT', '/v1/tenant', profile);
    expect(await storageOf('chat_messages')).toMatchObject({ chosen_days: 2 });
    expect(await storageOf('variables')).toMatchObject({ destination: 'device', live: 0 });
  });

  test('that the debug mode is on, and then off', async () => {
    const on = await ask('owner', 'PUT', '/v1/tenant/debug-mode', { on: true });
    expect((await see('owner', '/v1/tenant')).debug_until).toBe(on.debug_until);
    await ask('owner', 'PUT', '/v1/tenant/debug-mode', { on: false });
    expect((await see('owner', '/v1/tenant')).debug_until).toBeNull();
  });

  test('the role that they have given to themselves', async () => {
    await ask('owner', 'POST', '/v1/tenant/members', { email: 'neu@example.org', role: 'owner' });
    const { items } = await see('owner', '/v1/tenant/members');
    const { id } = items.find((member: { email: string }) => member.email === 'owner@example.org');
    await ask('owner', 'PATCH', `/v1/tenant/members/${id}`, { role: 'viewer' });
    const { tenants } = await see('owner', '/v1/me');
    expect(tenants).toEqual([{ tenant: 'blumen', role: 'viewer' }]);
    expect((await fixture.as('owner', 'GET', '/v1/tenant/members')).status).toBe(403);
  });

  test('the tenant that they have created for themselves', async () => {
    const laden = { id: 'laden', owner: 'betrieb@example.org' };
    expect((await see('betrieb', '/v1/me')).tenants).toEqual([]);
    expect((await fixture.as('betrieb', 'GET', '/v1/tenant')).status).toBe(403);
    await ask('betrieb', 'POST', '/v1/tenants', laden);
    expect((await see('betrieb', '/v1/me')).tenants).toEqual([{ tenant: 'laden', role: 'owner' }]);
    expect(await see('betrieb', '/v1/tenant')).toMatchObject({ id: 'laden' });
  });
});

test('with a cached API key, a request for the profile costs one read', async () => {
  const key = await fixture.newKey(['tenant']);
  await see(key, '/v1/tenant');
  const get = vi.spyOn(fixture.store, 'get');
  const others = (['getAll', 'query', 'count'] as const).map((name) =>
    vi.spyOn(fixture.store, name),
  );
  await see(key, '/v1/tenant');
  expect(get.mock.calls.map(([{ collection }]) => collection)).toEqual(['tenant_profiles']);
  for (const other of others) expect(other).not.toHaveBeenCalled();
});
