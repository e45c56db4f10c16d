import { beforeAll, expect, test } from 'vitest';
import { managerLog } from '#shared/categories/manager-log.ts';
import { newestFirst } from '#shared/store/category-collection.ts';
import { createTenant } from '#shared/tenants/create-tenant.ts';
import { createApiService } from '#shared/wiring/api-service.ts';
import { connectStore } from '#shared/wiring/connect-platform.ts';
import { wrapperOf } from '#shared/wiring/keys/wrapper-of.ts';
import { createPersonAccess } from '#shared/wiring/person-access.ts';
import { createPlatform } from '#shared/wiring/platform.ts';
import { consoleUrl } from '../../functions/manager/sign-in/testing/create-sign-in-fixture.ts';
import { createTestBrowser } from '../../functions/manager/sign-in/testing/create-test-browser.ts';
import {
  type IdentityProvider,
  startIdentityProvider,
} from '../../infra/emulators/identity/identity-provider.ts';
import { functions } from '../../infra/manifest.ts';
import { type FunctionProcess, startFunction } from '../harness/function-process.ts';
import { useStack } from '../harness/stack.ts';
import { stackConfig } from '../harness/stack-config.ts';

const email = 'zita.zwiebelturm@example.org';
const stack = useStack('demo-sign-in');
let provider: IdentityProvider;
let manager: FunctionProcess;
let cookie: string;
let env: { readonly [name: string]: string };

beforeAll(async () => {
  const people = [{ email, name: 'Zita', about: 'someone' }];
  provider = await startIdentityProvider({ redirectUri: `${consoleUrl}/auth/callback`, people });
  stack().beforeStop(() => provider.stop());
  const { issuer, clientId, clientSecret } = provider;
  env = {
    CONSOLE_URL: consoleUrl,
    OIDC_ISSUERS: JSON.stringify([{ issuer, client_id: clientId, name: 'Example' }]),
    OIDC_CLIENT_SECRETS: JSON.stringify({ [issuer]: clientSecret }),
  };
  await openTenant(issuer);
  manager = await startFunction(stack(), 'manager', { env });
  const target = {
    request: (url: string, init: RequestInit = {}) =>
      manager.request(url.slice(consoleUrl.length), init),
  };
  const browser = createTestBrowser(target, consoleUrl);
  const asked = await browser.open(`/auth/sign-in?${new URLSearchParams({ issuer })}`);
  const page = await browser.pick(asked, 'Zita');
  if (page.url !== `${consoleUrl}/`) throw new Error(`not signed in: ${page.text}`);
  cookie = `__session=${browser.cookie()}`;
});

/** Connects to the stack as the process of a function does. Each call opens its own connection. */
function connect() {
  const config = stackConfig(stack(), env);
  const store = connectStore(config);
  stack().beforeStop(() => store.close());
  return createPlatform(config, { store });
}

/** Creates a tenant. Its owner is the person who will sign in. */
async function openTenant(issuer: string): Promise<void> {
  const { records, people, categories } = createApiService(connect(), 'tenants');
  const deps = {
    ...records,
    ...people,
    categories,
    note: async () => {},
    findOperator: async () => {},
  };
  await createTenant(deps, { id: 'acme', owner: email, issuer });
}

/**
 * Reads the person from the cookie as a process of the function `caller` does, with the keys that
 * the manifest grants to this function.
 */
async function readAs(caller: string) {
  const platform = connect();
  return createPersonAccess(platform, wrapperOf(platform, caller)).readSession(cookie);
}

test('functions that may decrypt sessions accept a session of the deployed manager, and all other functions refuse it', async () => {
  for (const { name, decrypts } of functions) {
    const isForPeople = decrypts.includes('sessions');
    const read = await readAs(name).catch((error: Error) => error.name);
    const expected = isForPeople
      ? expect.objectContaining({ identity: expect.objectContaining({ email }) })
      : 'KeyDenied';
    expect([name, read]).toEqual([name, expected]);
  }
  expect(await readAs('nobody').catch((error: Error) => error.name)).toBe('KeyDenied');
});

test('a deployed function accepts the session, but refuses a change that does not come from the console', async () => {
  const tenants = await startFunction(stack(), 'tenants', { env });
  const me = await tenants.request('/v1/me', { headers: { cookie } });
  expect([me.status, await me.json()]).toEqual([
    200,
    { email, operator: false, tenants: [{ tenant: 'acme', role: 'owner' }] },
  ]);
  const change = await tenants.request('/v1/tenants', { method: 'POST', headers: { cookie } });
  expect([change.status, await change.json()]).toMatchObject([403, { code: 'cross-site-request' }]);
  expect(tenants.output()).not.toMatch(/zita|zwiebelturm/i);
});

test('the deployed manager can record the sign-in in the tenant’s log with its own grants', async () => {
  const where = [{ field: 'action', op: '==', value: 'sessions.begin' }] as const;
  const query = { collection: managerLog.id, tenant: 'acme', where, orderBy: newestFirst };
  const entries = await connect().store.query({ ...query, limit: 9 });
  expect(entries.map(({ data }) => data['outcome'])).toEqual(['requested']);
});

test('the databases and the output of the function manager contain neither the name nor the email address of the person', async () => {
  const documents = await stack().exportRaw();
  expect(documents.length).toBeGreaterThanOrEqual(2);
  await expect.poll(() => manager.output()).toContain('"route":"/auth/callback"');
  const all = JSON.stringify(documents) + manager.output();
  expect(all).not.toMatch(/zita|zwiebelturm/i);
});
