import { randomBytes } from 'node:crypto';
import { UnsecuredJWT } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { createIdentify } from '#shared/access/identity/identify.ts';
import {
  createTestIssuer,
  type TestIssuer,
} from '#shared/access/identity/testing/create-test-issuer.ts';
import { createBearerVerifier } from '#shared/access/identity/verify-bearer.ts';
import { apiKeyScopes } from '#shared/access/manage-api-keys.ts';
import { inviteMember } from '#shared/access/members/manage-members.ts';
import { type Role, roles } from '#shared/access/roles.ts';
import { createApiKey } from '#shared/access/store-api-key.ts';
import { asActing } from '#shared/access/testing/as-acting.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { categories } from '#shared/categories/registry.ts';
import { describeApi } from '#shared/openapi/describe-api.ts';
import type { Operation } from '#shared/openapi/openapi-document.ts';
import { readOperations } from '#shared/openapi/read-contents.ts';
import { everythingOn, openTenant } from '#shared/settings/testing/everything-on.ts';
import { requiredQuery } from '../generate/testing/ask-as-described.ts';
import {
  type ApiFixture,
  createApiFixture,
  fixtureIssuer,
  fixtureNow,
} from '../generate/testing/create-api-fixture.ts';
import { functionOf } from '../generate/testing/function-of.ts';
import { type AccessRow, accessByBody, accessTable } from './access-table.ts';

const operations = [...readOperations(describeApi(categories))];
const [seconds, hour] = [Math.floor(fixtureNow / 1_000_000), 3_600];
const now = () => fixtureNow;
const [tenant, foreign] = ['blumen', 'gemeinde'];

let fixture: ApiFixture;
let issuer: TestIssuer;
let stranger: TestIssuer;

const emailOf = (role: Role) => `${role}@blumen.example.com`;
const claimsOf = (email: string) => ({
  aud: 'console',
  sub: email,
  email,
  email_verified: true,
  iat: seconds - 60,
  exp: seconds + hour,
});

function newKey(scopes: readonly string[], changes: { tenant?: string; validUntil?: number } = {}) {
  return createApiKey({ store: fixture.store, now, randomBytes }, { tenant, scopes, ...changes });
}

beforeAll(async () => {
  [issuer, stranger] = await Promise.all([
    createTestIssuer({ issuer: fixtureIssuer }),
    createTestIssuer({ issuer: 'https://id.example.net' }),
  ]);
  const verifyBearer = createBearerVerifier({
    issuers: [issuer.issuer],
    tokenHours: 24,
    now,
    fetchJson: issuer.fetchJson,
  });
  const readSession = async (cookies: string | undefined) => {
    if (cookies === undefined) return undefined;
    throw new Problem('session-ended');
  };
  const origin = 'https://console.test';
  const identify = createIdentify({ issuers: [issuer.issuer], verifyBearer, readSession, origin });
  fixture = createApiFixture({ identify });
  for (const id of [tenant, foreign]) await openTenant({ store: fixture.store, now }, id);
  const actor = { kind: 'api_key', id: '' } as const;
  const scopes = new Set(['tenant']);
  const caller = asActing({ tenant, scopes, settings: everythingOn(), actor });
  for (const role of roles)
    await inviteMember(fixture.memberDeps, caller, { email: emailOf(role), role });
});

function bodyOf({ requestBody }: Operation) {
  const [type, content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  if (type === undefined) return undefined;
  const value = Object.values(content?.examples ?? {})[0]?.value;
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? {});
  return { type: type.startsWith('multipart') ? `${type}; boundary=x` : type, text };
}

type Headers = { readonly [name: string]: string };

/**
 * Sends a request.
 * @returns the status and the problem's code, which is empty if the answer is no problem
 */
async function ask(
  route: string,
  operation: Operation,
  headers: Headers,
  body = bodyOf(operation),
) {
  const [method = '', path = ''] = route.split(' ');
  const name = functionOf(path);
  const response = await fixture.guardedApps[name].request(
    path.replace('{id}', '0'.repeat(32)) + requiredQuery(operation),
    {
      method,
      headers: { ...(body && { 'content-type': body.type }), ...headers },
      ...(body && { body: body.text }),
    },
  );
  const text = await response.text();
  const isProblem = response.headers.get('content-type')?.includes('problem') === true;
  const code = isProblem ? (JSON.parse(text) as { code: string }).code : '';
  return { status: response.status, code };
}

const bearer = (token: string): Headers => ({ authorization: `Bearer ${token}` });

/** Expects that the route admitted the request: its answer is not 401, 403 or a server error. */
function expectLetIn({ status, code }: { status: number; code: string }): void {
  const isRefused = status === 401 || status === 403 || status >= 500;
  expect([isRefused, status, code]).toEqual([false, status, code]);
}

test('every described route has a row in the access table, and every row belongs to a described route', () => {
  expect(Object.keys(accessTable).toSorted()).toEqual(
    operations.map(([route]) => route).toSorted(),
  );
});

/** Credentials that no route accepts, each with the code of the problem in the answer. */
const refused: { readonly [kind: string]: readonly [() => Promise<Headers>, string] } = {
  'no credential': [async () => ({}), 'credential-missing'],
  'another scheme': [async () => ({ authorization: 'Basic bWY6bWY=' }), 'credential-malformed'],
  'half an API key': [async () => bearer('mf_blumen_12'), 'credential-malformed'],
  'an unknown API key': [
    async () => bearer(`mf_${tenant}_${'0'.repeat(64)}`),
    'credential-unknown',
  ],
  'an expired API key': [
    async () => bearer(await newKey(apiKeyScopes(categories), { validUntil: fixtureNow })),
    'credential-unknown',
  ],
  'an expired token': [
    async () => bearer(await issuer.sign({ ...claimsOf(emailOf('owner')), exp: seconds })),
    'token-invalid',
  ],
  'a token of another issuer': [
    async () => bearer(await stranger.sign(claimsOf(emailOf('owner')))),
    'token-invalid',
  ],
  'a token for somebody else’s service': [
    async () => bearer(await issuer.sign({ ...claimsOf(emailOf('owner')), aud: 'elsewhere' })),
    'token-invalid',
  ],
  'a token that nobody signed': [
    async () => {
      const claims = { iss: issuer.issuer.issuer, ...claimsOf(emailOf('owner')) };
      return bearer(new UnsecuredJWT(claims).encode());
    },
    'token-invalid',
  ],
  'a token that was issued to another client': [
    async () => bearer(await issuer.sign({ ...claimsOf(emailOf('owner')), azp: 'elsewhere' })),
    'token-invalid',
  ],
  'a token that is valid for ten years': [
    async () => {
      const claims = { ...claimsOf(emailOf('owner')), exp: seconds + 315_360_000 };
      return bearer(await issuer.sign(claims));
    },
    'token-invalid',
  ],
  'an email that is not verified': [
    async () => bearer(await issuer.sign({ ...claimsOf(emailOf('owner')), email_verified: false })),
    'token-invalid',
  ],
  'an invalid session cookie': [async () => ({ cookie: '__session=eyJ' }), 'session-ended'],
};

const guarded = operations.filter(([route]) => accessTable[route]?.key !== 'everyone');

describe.each(guarded)('%s', (route, operation) => {
  const { key, people } = accessTable[route] as AccessRow;
  const isForKeys = key === 'tenant' || key === 'subjects' || key.includes(':');
  const isTask = key === 'scheduler';
  const isDevice = key === 'device';

  test('refuses every invalid credential', async () => {
    for (const [kind, [make, code]] of Object.entries(refused)) {
      // A task accepts only tokens of Cloud Scheduler. Another test checks these tokens.
      if (isTask && /token|session|email/.test(kind)) continue;
      const answer = await ask(route, operation, await make());
      expect([kind, answer.status]).toEqual([kind, 401]);
      const isKey = kind.includes('API key');
      if (isDevice) expect([kind, answer.code]).toEqual([kind, expect.stringMatching(/^device-/)]);
      else if (!isTask || !isKey) expect([kind, answer.code]).toEqual([kind, code]);
    }
  });

  if (isDevice)
    test('admits neither an API key with every scope nor an owner of the tenant', async () => {
      const everything = bearer(await newKey(apiKeyScopes(categories)));
      const owner = bearer(await issuer.sign(claimsOf(emailOf('owner'))));
      for (const headers of [everything, owner])
        expect(await ask(route, operation, headers)).toEqual({
          status: 401,
          code: 'device-token-invalid',
        });
    });

  if (isForKeys)
    test('admits an API key with one scope from the access table, and refuses a key that has only other scopes', async () => {
      const own = key.split('|');
      for (const scope of own)
        expectLetIn(await ask(route, operation, bearer(await newKey([scope]))));
      const others = apiKeyScopes(categories).filter((scope) => !own.includes(scope));
      const answer = await ask(route, operation, bearer(await newKey(others)));
      expect(answer).toEqual({ status: 403, code: 'scope-missing' });
    });

  if (isForKeys)
    test('admits the roles in the access table, and refuses all other roles', async () => {
      for (const role of roles) {
        const token = bearer(await issuer.sign(claimsOf(emailOf(role))));
        const answer = await ask(route, operation, token);
        if (people.includes(role[0] ?? '')) expectLetIn(answer);
        else expect([role, answer]).toEqual([role, { status: 403, code: 'scope-missing' }]);
      }
    });

  if (isForKeys)
    test('refuses people who belong to another tenant, or to none', async () => {
      const token = bearer(await issuer.sign(claimsOf('jemand@example.org')));
      const member = bearer(await issuer.sign(claimsOf(emailOf('owner'))));
      const abroad = { ...member, 'mayfly-tenant': foreign };
      for (const headers of [token, abroad])
        expect(await ask(route, operation, headers)).toEqual({ status: 403, code: 'not-a-member' });
    });

  if (key === 'operator' || key === 'person')
    test('admits operators and no API keys; admits other people only if the access table says «person»', async () => {
      const anybody = await issuer.sign(claimsOf('jemand@example.org'));
      const answer = await ask(route, operation, bearer(anybody));
      if (key === 'person') expectLetIn(answer);
      else expect(answer).toEqual({ status: 403, code: 'operators-only' });
      const operator = await issuer.sign(claimsOf('betrieb@example.org'));
      expectLetIn(await ask(route, operation, bearer(operator)));
      const asKey = await ask(route, operation, bearer(await newKey(['tenant'])));
      expect(asKey).toEqual({ status: 403, code: 'people-only' });
    });
});

describe.each(accessByBody)('$what', ({ route, body, scopes, people }) => {
  const operation = operations.find(([name]) => name === route)?.[1];
  if (operation === undefined) throw new Error(`no route ${route}`);
  const sent = { type: 'application/json', text: JSON.stringify(body) };
  const asking = (token: string) => ask(route, operation, bearer(token), sent);
  const refusal = { status: 403, code: 'scope-missing' };

  test('is possible with an API key that has the scopes in accessByBody, and not if one of these scopes is missing', async () => {
    expectLetIn(await asking(await newKey(scopes)));
    for (const missing of scopes) {
      const others = apiKeyScopes(categories).filter((scope) => scope !== missing);
      expect([missing, await asking(await newKey(others))]).toEqual([missing, refusal]);
    }
  });

  test('is possible for the roles in accessByBody, and for no other role', async () => {
    for (const role of roles) {
      const answer = await asking(await issuer.sign(claimsOf(emailOf(role))));
      if (people.includes(role[0] ?? '')) expectLetIn(answer);
      else expect([role, answer]).toEqual([role, refusal]);
    }
  });
});
