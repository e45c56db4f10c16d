import { randomBytes } from 'node:crypto';
import { hashApiKey } from '#shared/access/api-key.ts';
import { apiKeyUses } from '#shared/access/collections.ts';
import type { Identify } from '#shared/access/identity.ts';
import { inviteMember } from '#shared/access/members/manage-members.ts';
import { beginSession } from '#shared/access/session/begin-session.ts';
import { asActing } from '#shared/access/testing/as-acting.ts';
import { type Instant, microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';
import { categories } from '#shared/categories/registry.ts';
import { describeApi } from '#shared/openapi/describe-api.ts';
import { createValidator } from '#shared/openapi/testing/create-validator.ts';
import { everythingOn } from '#shared/settings/testing/everything-on.ts';
import { createPersonAccess } from '#shared/wiring/person-access.ts';
import { createPlatform } from '#shared/wiring/platform.ts';
import { sessionSigner } from '#shared/wiring/testing/session-signer.ts';
import { testConfig } from '#shared/wiring/testing/test-config.ts';
import { createSignInAccess } from '../../../functions/manager/sign-in/sign-in-access.ts';
import { askAsDescribed } from '../../generate/testing/ask-as-described.ts';
import {
  type ApiFixture,
  createApiFixture,
  fixtureNow,
} from '../../generate/testing/create-api-fixture.ts';
import {
  bodyAbout,
  describedOperations,
  exampleOf,
  storeSubject,
} from '../../generate/testing/described-requests.ts';
import { functionOf } from '../../generate/testing/function-of.ts';
import type { FunctionName } from '../../manifest.ts';
import { type Note, noteSigner, noteStore, noteWrapper } from './record-use.ts';

const document = describeApi(categories);
const validate = createValidator(document);
const origin = 'https://console.example';
const issuer = 'https://id.example.com';
const nightConfig = testConfig({
  CONSOLE_URL: origin,
  OIDC_ISSUERS: JSON.stringify([{ issuer, client_id: 'console', name: 'Example' }]),
});
const midnight = Math.floor(fixtureNow / microsPerDay) * microsPerDay;
const minute = 60 * microsPerSecond;
const operator = 'betrieb@example.org';
const person = { email: 'owner@example.org', issuer };

/**
 * Creates a fixture that notes the used permissions while `isNoted` is true. The fixture identifies
 * people by a token or by a session cookie.
 */
async function createWorld(note: Note) {
  const state = { isNoted: false };
  const tell: Note = (use) => {
    if (state.isNoted) note(use);
  };
  let identify: Identify | undefined;
  const fixture = createApiFixture({ identify: async (request) => identify?.(request) });
  noteStore(fixture.store, tell);
  noteWrapper(fixture.keyService, tell);
  noteSigner(fixture.signer, tell);
  /**
   * Creates the code that identifies people. Its clock shows `now`, and its caches are empty, as in
   * a new process.
   */
  const accessAt = (now: Instant) =>
    createPersonAccess(
      createPlatform(nightConfig, { store: fixture.store, now: () => now }),
      fixture.keyService,
    );
  const { identify: identifyAtNight } = accessAt(midnight + 4 * minute);
  identify = async (request) =>
    request.headers.get('authorization') === `Bearer ${fixture.personToken}`
      ? { identity: { email: operator, issuer } }
      : identifyAtNight?.(request);
  const key = await fixture.newKey();
  await fixture.storeRaffle();
  return { state, fixture, accessAt, key };
}

type Described = ReturnType<typeof describedOperations>[number];

/**
 * Returns whether a request accepts an `Idempotency-Key`. If such a request stores records, it also
 * stores a hash of this `Idempotency-Key`. The tested function makes the hash with a lookup secret
 * of the tenant.
 */
function isRepeatable({ operation: { parameters = [] } }: Described): boolean {
  return JSON.stringify(parameters).includes('IdempotencyKey');
}

/**
 * Sends an example request of a route. If the route accepts an `Idempotency-Key`, the request has
 * one. `hasSecrets` says whether the tenant already has lookup secrets.
 */
async function askOnce(note: Note, each: Described, hasSecrets: boolean, example?: string) {
  const { state, fixture, key } = await createWorld(note);
  if (hasSecrets) await fixture.memberDeps.lookup.mark('blumen', 'test', []);
  const id = await storeSubject(fixture, key, each);
  if (each.path.startsWith('/v1/loyalty-redemptions')) await fixture.earnCoins();
  // This endpoint gets all kinds of notices. So a request that changes records also writes notices,
  // and the fixture notes the permissions for this.
  if (functionOf(each.path) !== 'tenants') await fixture.storeNoticeEndpoint();
  if (each.operation.security.some((kind) => 'deviceToken' in kind))
    await fixture.deviceTokenFor(each.path);
  state.isNoted = true;
  const headers = isRepeatable(each) ? { 'idempotency-key': 'once' } : {};
  const body = example === undefined ? bodyAbout(each, id) : exampleOf(each.operation, example);
  const request = { id, body, headers };
  await askAsDescribed({ document, validate, fixture, key }, each, request);
}

/** Sends the first secret that the tenant stores, so that the function must make a data key. */
async function askFirst(note: Note, each: Described) {
  const { state, fixture, key } = await createWorld(note);
  state.isNoted = true;
  const request = { id: 'first', body: exampleOf(each.operation) };
  await askAsDescribed({ document, validate, fixture, key }, each, request);
}

const takesKey = ({ security }: Described['operation']) =>
  security.some((each) => 'apiKey' in each);

/** Sends a request with an API key that was last used on an earlier day. */
async function askNextDay(note: Note, each: Described) {
  const { state, fixture, key } = await createWorld(note);
  const ref = { tenant: 'blumen', collection: apiKeyUses.id, id: hashApiKey(key) };
  await fixture.store.commit([{ kind: 'create', ref, data: { last_used_on: '2000-01-01' } }]);
  const id = await storeSubject(fixture, key, each);
  state.isNoted = true;
  await askAsDescribed({ document, validate, fixture, key }, each, { id });
}

async function inviteOwner({ memberDeps }: ApiFixture): Promise<void> {
  const actor = { kind: 'api_key', id: '' } as const;
  const own = { tenant: 'blumen', scopes: new Set(['tenant']), settings: everythingOn(), actor };
  await inviteMember(memberDeps, asActing(own), { email: person.email, role: 'owner' });
}

/**
 * Signs a person in before midnight, and sends a request of this person after midnight. If
 * `isKnown` is true, the person is an owner of the tenant. Otherwise the person belongs to no
 * tenant.
 */
async function askAtNight(
  note: Note,
  name: FunctionName,
  { path, method }: Pick<Described, 'path' | 'method'>,
  isKnown: boolean,
) {
  const { state, fixture, accessAt } = await createWorld(note);
  if (isKnown) await inviteOwner(fixture);
  const deps = { ...accessAt(midnight - 2 * minute).sessions, randomBytes, signer: sessionSigner };
  const [cookie = ''] = (await beginSession(deps, person)).split(';');
  state.isNoted = true;
  const own = { 'sec-fetch-site': 'same-origin', 'mayfly-csrf': '1' };
  const asked = { method: method.toUpperCase(), headers: { cookie, ...own } };
  await fixture.apps[name].request(path.replace('{id}', 'x'), asked);
}

/**
 * Calls every route of a function with a credential that the route accepts. Calls some routes again
 * as a person with a session.
 */
export async function workThroughApi(note: Note, name: FunctionName): Promise<void> {
  const own = describedOperations(document).filter(
    ({ path }) => path !== '/health' && functionOf(path) === name,
  );
  for (const each of own) {
    await askOnce(note, each, false);
    if (isRepeatable(each)) await askOnce(note, each, true);
    if (each.route === 'PUT /v1/transfer-endpoints/{id}') await askFirst(note, each);
    // The first example of an import stores nothing. The example `live` stores records.
    if (each.path === '/v1/imports') await askOnce(note, each, false, 'live');
  }
  const read = own.find(({ method, operation }) => method === 'GET' && operation.security.length);
  const keyed = own.find(({ method, operation }) => method === 'GET' && takesKey(operation));
  if (keyed !== undefined) await askNextDay(note, keyed);
  const asked = read ?? own.find(({ operation }) => operation.security.length);
  if (asked === undefined) return;
  for (const isKnown of [false, true]) await askAtNight(note, name, asked, isKnown);
  // If a person deletes something, the function always adds an entry to the manager log. For a
  // `GET` it does not always add an entry.
  const removal = own.find(
    ({ method, operation }) =>
      method === 'DELETE' && operation.security.some((kind) => 'session' in kind),
  );
  if (removal !== undefined) await askAtNight(note, name, removal, true);
}

async function signInAndOut(note: Note, isMember: boolean): Promise<void> {
  const { state, fixture, accessAt } = await createWorld(note);
  if (isMember) await inviteOwner(fixture);
  state.isNoted = true;
  const platform = createPlatform(nightConfig, { store: fixture.store, now: () => fixtureNow });
  const { noteSession } = createSignInAccess(platform, fixture.keyService);
  const { sessions } = accessAt(fixtureNow);
  const begin = async (target: string) => {
    await noteSession({ action: 'sessions.begin', ...person, target, ip: undefined });
  };
  const signer: typeof sessionSigner = {
    ...sessionSigner,
    sign: (bytes) => {
      if (state.isNoted) note('session_signing sign');
      return sessionSigner.sign(bytes);
    },
  };
  const begun = await beginSession({ ...sessions, randomBytes, signer }, person, begin);
  const [cookie = ''] = begun.split(';');
  const headers = { cookie, origin, 'sec-fetch-site': 'same-origin', 'mayfly-csrf': '1' };
  for (const path of ['/auth/sign-out/everywhere', '/auth/sign-out'])
    await fixture.apps.manager.request(path, { method: 'POST', headers });
}

/**
 * Signs a person in and out without the provider: begins a session, ends all sessions of the
 * person, and then ends this session. Does this for a member of a tenant and for a person without a
 * tenant.
 */
export async function workThroughSessions(note: Note): Promise<void> {
  for (const isMember of [false, true]) await signInAndOut(note, isMember);
}
