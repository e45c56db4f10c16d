import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { managerLog } from '#shared/categories/manager-log.ts';
import { StoreUnavailable, WriteConflict } from '#shared/store/store.ts';
import type { IdentityProvider } from '../../../infra/emulators/identity/identity-provider.ts';
import {
  consoleUrl,
  createSignInFixture,
  startProvider,
} from './testing/create-sign-in-fixture.ts';

const anna = 'anna.muster@example.org';
const ip = '203.0.113.7';
let provider: IdentityProvider;
let fixture: ReturnType<typeof createSignInFixture>;
let browser: ReturnType<typeof fixture.newBrowser>;

beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.stop());
beforeEach(() => {
  fixture = createSignInFixture(provider);
  browser = fixture.newBrowser({ 'x-forwarded-for': ip });
});

async function signIn(name = 'Anna') {
  return browser.pick(await browser.open(fixture.startPath), name);
}

function signOut(path = '/auth/sign-out') {
  const headers = { origin: consoleUrl, 'sec-fetch-site': 'same-origin', 'mayfly-csrf': '1' };
  return browser.open(path, { method: 'POST', headers });
}

async function sessionId(): Promise<string | undefined> {
  return (await fixture.identityOf(browser.cookie()))?.sessionId;
}

test('a sign-in and a sign-out are recorded in the log of each tenant of the person, and in no other log', async () => {
  for (const id of ['acme', 'blumen']) await fixture.openTenant(id, anna);
  await fixture.openTenant('citrus', 'carla@example.org');
  await signIn();
  const target = await sessionId();
  expect((await signOut()).status).toBe(204);
  const noted = { actor: anna, outcome: 'requested', target, ip };
  for (const id of ['acme', 'blumen'])
    expect(await fixture.entriesOf(id)).toEqual([
      { ...noted, action: 'sessions.begin' },
      { ...noted, action: 'sessions.end' },
    ]);
  expect(await fixture.entriesOf('citrus')).toEqual([]);
});

test('the extension of a session adds no entry to the manager log', async () => {
  await fixture.openTenant('acme', anna);
  await signIn();
  fixture.clock.offset = 6 * 60_000;
  const renewed = await signOut('/auth/renew');
  expect(renewed.headers.get('set-cookie')).toMatch(/^__session=/);
  expect(await fixture.entriesOf('acme')).toMatchObject([{ action: 'sessions.begin' }]);
});

test('the service’s log line of a sign-in or a sign-out says where the entries in the manager log are', async () => {
  for (const id of ['acme', 'blumen']) await fixture.openTenant(id, anna);
  await signIn();
  await signOut();
  const lines = fixture.lines.map((line) => JSON.parse(line) as { [name: string]: unknown });
  const named = lines.flatMap(({ route, manager_log: places }) =>
    places === undefined ? [] : [[route, places]],
  );
  const places = ['acme', 'blumen'].map((tenant) => expect.objectContaining({ tenant }));
  expect(named).toEqual([
    ['/auth/callback', places],
    ['/auth/sign-out', places],
  ]);
});

test('the entry of a sign-out from all sessions has the target `everywhere`', async () => {
  await fixture.openTenant('acme', anna);
  await signIn();
  expect((await signOut('/auth/sign-out/everywhere')).status).toBe(204);
  const last = (await fixture.entriesOf('acme')).at(-1);
  expect(last).toMatchObject({ action: 'sessions.end', target: 'everywhere', actor: anna, ip });
});

test('a sign-in ends the session that it replaces, and the log records this end and the new session', async () => {
  await fixture.openTenant('acme', anna);
  await signIn();
  const first = await sessionId();
  await signIn();
  const entries = await fixture.entriesOf('acme');
  expect(entries.map(({ action, target }) => [action, target])).toEqual([
    ['sessions.begin', first],
    ['sessions.end', first],
    ['sessions.begin', await sessionId()],
  ]);
});

test('if the log cannot record the end of a session, no sign-in replaces this session', async () => {
  await fixture.openTenant('acme', anna);
  await signIn();
  const session = browser.cookie();
  const { commit } = fixture.store;
  const spy = vi.spyOn(fixture.store, 'commit').mockImplementation(async (writes) => {
    if (writes.some(({ ref }) => ref.collection === managerLog.id))
      throw new WriteConflict('another writer was faster');
    return commit(writes);
  });
  const refused = await browser.open(fixture.startPath);
  expect([refused.status, JSON.parse(refused.text).code]).toEqual([503, 'contention']);
  expect(browser.cookie()).toBe(session);
  spy.mockRestore();
  await signIn();
  await expect(fixture.identityOf(session)).rejects.toMatchObject({ code: 'session-ended' });
});

test('if a person without a tenant signs in and out, no entry is added', async () => {
  await fixture.openTenant('acme', 'carla@example.org');
  expect((await signIn()).url).toBe(`${consoleUrl}/live?day=1`);
  expect((await signOut()).status).toBe(204);
  expect(await fixture.entriesOf('acme')).toEqual([]);
});

test('a sign-out without a session adds no entry', async () => {
  await fixture.openTenant('acme', anna);
  expect((await signOut()).status).toBe(204);
  expect(await fixture.entriesOf('acme')).toEqual([]);
});

const refused = { action: 'sessions.begin', outcome: 'refused', ip };

test('several refused sign-ins within ten minutes are recorded once, in the log of the member’s tenant', async () => {
  await fixture.openTenant('acme', 'bert@example.org');
  for (let count = 0; count < 3; count += 1) expect((await signIn('Bert')).status).toBe(403);
  expect(await fixture.entriesOf('acme')).toEqual([{ ...refused, actor: 'bert@example.org' }]);
});

test.each([
  [
    'with an email address that the provider may not verify',
    { issuer: { email_domains: ['a.example'] } },
    {},
  ],
  ['with a token that was issued to another client', {}, { azp: 'somebody-else' }],
])('a refused sign-in %s is recorded', async (_, changes, idToken) => {
  const other = await startProvider({ idToken });
  const before = createSignInFixture(other);
  await before.openTenant('acme', anna);
  fixture = createSignInFixture(other, { ...changes, beside: before });
  browser = fixture.newBrowser({ 'x-forwarded-for': ip });
  expect((await signIn()).status).toBe(403);
  await other.stop();
  expect(await fixture.entriesOf('acme')).toEqual([{ ...refused, actor: anna }]);
});

test('the log of a tenant that requires another provider records a refused sign-in, and does not record the sign-out', async () => {
  await fixture.openTenant('acme', anna, 'https://other.example');
  await fixture.openTenant('blumen', anna);
  await signIn();
  await signOut();
  expect(await fixture.entriesOf('acme')).toEqual([{ ...refused, actor: anna }]);
  expect(await fixture.entriesOf('blumen')).toMatchObject([
    { action: 'sessions.begin', outcome: 'requested' },
    { action: 'sessions.end' },
  ]);
});

test('if the log cannot be written, no session begins or ends', async () => {
  await fixture.openTenant('acme', anna);
  const { commit } = fixture.store;
  const spy = vi.spyOn(fixture.store, 'commit').mockImplementation(async (writes) => {
    if (writes.some(({ ref }) => ref.collection === managerLog.id))
      throw new StoreUnavailable('away');
    return commit(writes);
  });
  expect((await signIn()).status).toBe(503);
  await expect(fixture.identityOf(browser.cookie())).rejects.toMatchObject({
    code: 'session-ended',
  });
  spy.mockRestore();
  await signIn();
  const session = browser.cookie();
  vi.spyOn(fixture.store, 'commit').mockImplementation(async () => {
    throw new StoreUnavailable('away');
  });
  expect((await signOut()).status).toBe(503);
  vi.restoreAllMocks();
  expect(await fixture.identityOf(session)).toBeDefined();
});
