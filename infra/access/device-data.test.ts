import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createApiKey } from '#shared/access/store-api-key.ts';
import type { OutboundRequest } from '#shared/outbound/send-outbound.ts';
import {
  createTestFixture,
  type TestFixture,
} from '#shared/records/testing/create-test-context.ts';
import { openTenant } from '#shared/settings/testing/everything-on.ts';
import { createApiService } from '#shared/wiring/api-service.ts';
import { testConfig } from '#shared/wiring/testing/test-config.ts';
import { createTransferApp } from '../../functions/transfer/app.ts';
import { createVariablesApp } from '../../functions/variables/app.ts';

const minute = 60_000_000;
const secret = 'Jürgen Müller, Beispielallee 3';
let fixture: TestFixture;
let apps: {
  transfer: ReturnType<typeof createTransferApp>;
  variables: ReturnType<typeof createVariablesApp>;
};
let sent: OutboundRequest[];
let logged: string;
let key: string;

beforeEach(async () => {
  fixture = createTestFixture();
  [sent, logged] = [[], ''];
  const platform = {
    ...fixture.platform,
    config: testConfig({ LOG_LEVEL: 'trace' }),
    logTo: { write: (line: string) => void (logged += line) },
  };
  apps = {
    transfer: createTransferApp({
      ...createApiService(platform, 'transfer'),
      isTarget: (url) => url.startsWith('https://'),
      send: async (request) => {
        sent.push(request);
        return { kind: 'answered', status: 200, body: new Uint8Array(), isCut: false };
      },
    }),
    variables: createVariablesApp(createApiService(platform, 'variables')),
  };
  await openTenant(platform, 'acme');
  const scopes = ['tenant', 'variables:read', 'variables:write', 'variables:delete'];
  key = await createApiKey(platform, { tenant: 'acme', scopes });
});

type Sent = { readonly as?: string; readonly body?: unknown; readonly headers?: object };

async function call(method: string, path: string, { as = key, body, headers }: Sent = {}) {
  const app =
    path.startsWith('/v1/own-') || path.startsWith('/v1/variables')
      ? apps.variables
      : apps.transfer;
  const response = await app.request(path, {
    method,
    headers: {
      authorization: `Bearer ${as}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

async function tokenFor(purpose: string, instance = 'run-1', as = key): Promise<string> {
  const body = { instance_id: instance, purpose };
  const given = await call('POST', '/v1/device-tokens', { as, body });
  expect(given.status).toBe(201);
  return given.body.token;
}

const crm = { url: 'https://crm.example.com/hook', auth: { type: 'bearer', token: 'geheim-1' } };
const setCrm = (change: object = {}) =>
  call('PUT', '/v1/transfer-endpoints/crm', { body: { ...crm, ...change } });
const data = { endpoint: 'crm', experience_id: 'exp', variables: { adresse: secret, zahl: 1 } };

describe('a device token', () => {
  const own = '/v1/own-variables';
  const flower = { experience_id: 'exp', name: 'blume', value: 'Akelei' };

  test('reads, sets and deletes only variables of its own conversation', async () => {
    const [mine, other] = [await tokenFor('variables'), await tokenFor('variables', 'run-2')];
    expect((await call('PUT', own, { as: mine, body: flower })).status).toBe(201);
    expect(
      (await call('PUT', own, { as: other, body: { ...flower, value: 'Tulpe' } })).status,
    ).toBe(201);
    const listed = await call('GET', `${own}?experience_id=exp&name=blume`, { as: mine });
    expect(listed.body.items).toMatchObject([{ instance_id: 'run-1', value: 'Akelei' }]);
    const chosen = { ...flower, instance_id: 'run-2' };
    expect((await call('PUT', own, { as: mine, body: chosen })).status).toBe(422);
    expect(
      (await call('PUT', own, { as: mine, body: { ...flower, conversation_id: 'x' } })).status,
    ).toBe(422);
    expect((await call('GET', `${own}?instance_id=run-2`, { as: mine })).status).toBe(400);
    expect((await call('DELETE', own, { as: mine })).body).toEqual({ deleted: 1, has_more: false });
    expect((await call('GET', own, { as: other })).body.items).toMatchObject([{ value: 'Tulpe' }]);
  });

  test('starts the retention only of a variable of its own conversation again', async () => {
    const [mine, other] = [await tokenFor('variables'), await tokenFor('variables', 'run-2')];
    const soon = new Date((fixture.clock.now + 60 * minute) / 1_000).toISOString();
    const body = { ...flower, expires_at: soon, instance_id: 'run-1', conversation_id: 'conv-9' };
    const stored = await call('PUT', '/v1/variables', { body });
    const { value: _value, ...named } = flower;
    const touch = async (as: string, more = {}) => {
      const { status, body: answer } = await call('PATCH', own, {
        as,
        body: { ...named, ...more },
      });
      return [status, answer.code ?? answer];
    };
    expect(await touch(other)).toEqual([404, 'record-not-found']);
    for (const more of [{ instance_id: 'run-1' }, { value: 1 }, { expires_at: soon }])
      expect(await touch(mine, more)).toEqual([422, 'validation-failed']);
    const days = 60 * 24 * 60 * minute;
    const expires_at = new Date((fixture.clock.now + days) / 1_000).toISOString();
    expect(await touch(mine)).toEqual([200, { expires_at }]);
    const listed = await call('GET', own, { as: mine });
    expect(listed.body.items).toEqual([{ ...stored.body, expires_at }]);
  });

  test('is accepted only for its own purpose', async () => {
    await setCrm();
    const [variables, transfer] = [await tokenFor('variables'), await tokenFor('transfer')];
    for (const [method, path, as] of [
      ['POST', '/v1/transfer', variables],
      ['GET', own, transfer],
      ['PUT', own, transfer],
      ['PATCH', own, transfer],
      ['DELETE', own, transfer],
      ['GET', '/v1/variables', variables],
      ['GET', '/v1/transfer-endpoints', transfer],
      ['POST', '/v1/device-tokens', transfer],
    ] as const) {
      const body = method === 'GET' || method === 'DELETE' ? {} : { body: data };
      expect([path, (await call(method, path, { as, ...body })).status]).toEqual([path, 401]);
    }
    expect(sent).toEqual([]);
  });

  test('is valid for 15 minutes', async () => {
    const token = await tokenFor('variables');
    fixture.clock.now += 15 * minute - 1_000;
    expect((await call('GET', own, { as: token })).status).toBe(200);
    fixture.clock.now += 1_000;
    expect((await call('GET', own, { as: token })).body.code).toBe('device-token-invalid');
  });

  test('is refused when 5 s have passed since it was revoked', async () => {
    const body = { instance_id: 'run-1', purpose: 'variables' };
    const { id, token } = (await call('POST', '/v1/device-tokens', { body })).body;
    expect((await call('GET', own, { as: token })).status).toBe(200);
    expect((await call('DELETE', `/v1/device-tokens/${id}`)).status).toBe(204);
    fixture.clock.now += 5_000_000;
    expect((await call('GET', own, { as: token })).status).toBe(401);
  });

  test('can do no more than the API key that requested it', async () => {
    const writer = await createApiKey(fixture.platform, {
      tenant: 'acme',
      scopes: ['variables:write'],
    });
    const token = await tokenFor('variables', 'run-1', writer);
    expect((await call('PUT', own, { as: token, body: flower })).status).toBe(201);
    for (const method of ['GET', 'DELETE'])
      expect((await call(method, own, { as: token })).body.code).toBe('scope-missing');
  });

  test('is shown only in the first answer; a request for another conversation with the same Idempotency-Key is refused', async () => {
    const headers = { 'idempotency-key': 'k1' };
    const body = { instance_id: 'run-1', purpose: 'transfer' };
    const first = await call('POST', '/v1/device-tokens', { body, headers });
    const again = await call('POST', '/v1/device-tokens', { body, headers });
    expect([first.status, again.status, again.body]).toEqual([
      201,
      200,
      { ...first.body, token: null },
    ]);
    const other = await call('POST', '/v1/device-tokens', {
      body: { ...body, instance_id: 'run-2' },
      headers,
    });
    expect(other.body.code).toBe('idempotency-mismatch');
  });

  test('is refused if any part of its text was changed', async () => {
    const token = await tokenFor('variables');
    for (const forged of [
      `${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`,
      token.replace('mfd_', 'mfs_'),
      token.replace('_acme_', '_other_'),
      `${token}0`,
    ])
      expect((await call('GET', own, { as: forged })).status).toBe(401);
  });
});

describe('a transfer', () => {
  test('sends the chosen variables to the endpoint, and tells the page that the variables have arrived', async () => {
    const set = await setCrm();
    expect(set.body.signing_secret).toMatch(/^whsec_/);
    const answer = await call('POST', '/v1/transfer', {
      as: await tokenFor('transfer'),
      body: data,
    });
    expect(answer.body).toMatchObject({
      outcome: 'arrived',
      status: 200,
      variables: ['adresse', 'zahl'],
    });
    expect(sent[0]).toMatchObject({ url: crm.url, headers: { authorization: 'Bearer geheim-1' } });
    expect(JSON.parse(sent[0]?.body ?? '')).toMatchObject({
      type: 'device_data',
      data: {
        tenant: 'acme',
        experience_id: 'exp',
        instance_id: 'run-1',
        variables: data.variables,
      },
    });
  });

  test('leaves no data in the database or the log, even after a thousand repetitions', async () => {
    const commits = vi.spyOn(fixture.store, 'commit');
    await setCrm();
    const token = await tokenFor('transfer');
    expect(commits).toHaveBeenCalled();
    for (let at = 0; at < 1_000; at += 1)
      expect((await call('POST', '/v1/transfer', { as: token, body: data })).status).toBe(200);
    expect(sent).toHaveLength(1_000);
    const everything = JSON.stringify(commits.mock.calls, (_key, value) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
    );
    expect(logged.length).toBeGreaterThan(1_000);
    for (const text of ['Jürgen', 'Beispielallee', 'adresse', 'geheim-1', 'crm.example'])
      expect([text, everything.includes(text), logged.includes(text)]).toEqual([
        text,
        false,
        false,
      ]);
  }, 120_000);

  test.each([
    [{ variables: {} }, '/variables'],
    [{ variables: { 'no name': 1 } }, '/variables/no name'],
    [{ variables: { a: 'x'.repeat(65_536) } }, '/variables/a'],
    [{ endpoint: 'https://evil.example' }, '/endpoint'],
    [{ url: 'https://evil.example' }, ''],
  ])('is refused and not sent if it breaks a rule (case %#)', async (change, pointer) => {
    await setCrm();
    const as = await tokenFor('transfer');
    const answer = await call('POST', '/v1/transfer', { as, body: { ...data, ...change } });
    expect(answer.status).toBe(422);
    expect(answer.body.errors[0].pointer).toBe(pointer);
    expect(sent).toEqual([]);
  });

  test('accepts only variables in the mapping of the endpoint, and sends nothing else', async () => {
    await setCrm({ mapping: { adresse: 'contact.address' } });
    const as = await tokenFor('transfer');
    expect((await call('POST', '/v1/transfer', { as, body: data })).status).toBe(422);
    const body = { ...data, variables: { adresse: secret } };
    expect((await call('POST', '/v1/transfer', { as, body })).body.outcome).toBe('arrived');
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({ contact: { address: secret } });
  });

  test('has the same message id if it is repeated with its Idempotency-Key, and otherwise a new message id', async () => {
    await setCrm();
    const as = await tokenFor('transfer');
    const ids: string[] = [];
    for (const headers of [{ 'idempotency-key': 'a' }, { 'idempotency-key': 'a' }, {}, {}])
      ids.push((await call('POST', '/v1/transfer', { as, body: data, headers })).body.message_id);
    expect(new Set(ids).size).toBe(3);
    expect(ids[0]).toBe(ids[1]);
  });
});

describe('an endpoint', () => {
  test('is shown without its secrets, and keeps its secrets when a change contains none', async () => {
    await setCrm();
    const { token: _token, ...auth } = crm.auth;
    const kept = await setCrm({ auth });
    expect([kept.status, kept.body.signing_secret]).toEqual([200, null]);
    const listed = await call('GET', '/v1/transfer-endpoints');
    expect(JSON.stringify(listed.body)).not.toMatch(/geheim|whsec/);
    expect(listed.body.items).toMatchObject([
      { id: 'crm', auth: { type: 'bearer', token_set: true } },
    ]);
    await call('POST', '/v1/transfer-endpoints/crm/test');
    expect(sent[0]?.headers['authorization']).toBe('Bearer geheim-1');
    expect(JSON.parse(sent[0]?.body ?? '')).toMatchObject({
      type: 'test',
      data: { tenant: 'acme' },
    });
  });

  test('needs its secret again if its address changes to another host', async () => {
    await setCrm();
    const auth = { type: 'bearer' };
    const moved = await setCrm({ url: 'https://evil.example.com/', auth });
    expect([moved.status, moved.body.errors[0].pointer]).toEqual([422, '/auth/token']);
  });

  test.each(['http://crm.example.com/', 'ftp://crm.example.com/', ''])(
    'is refused with the URL «%s»',
    async (url) => {
      expect((await setCrm({ url })).body.errors[0].pointer).toBe('/url');
    },
  );

  test('is deleted together with its secrets', async () => {
    await setCrm();
    expect((await call('DELETE', '/v1/transfer-endpoints/crm')).status).toBe(204);
    const as = await tokenFor('transfer');
    expect((await call('POST', '/v1/transfer', { as, body: data })).body.code).toBe(
      'record-not-found',
    );
    const { token: _token, ...auth } = crm.auth;
    expect((await setCrm({ auth })).status).toBe(422);
  });

  test('gets a new signing secret on request', async () => {
    const first = (await setCrm()).body.signing_secret;
    const second = (await setCrm({ renew_signing_secret: true })).body.signing_secret;
    expect(second).toMatch(/^whsec_/);
    expect(second).not.toBe(first);
  });
});

test('everybody may read where a tenant stores variables; for an unknown tenant the answer is 404', async () => {
  const read = async (tenant: string) => {
    const response = await apps.transfer.request(`/v1/public/${tenant}/profile`);
    return [response.status, await response.json()] as const;
  };
  expect(await read('acme')).toEqual([
    200,
    { id: 'acme', variables: { destination: 'server', retention_days: 60 } },
  ]);
  for (const unknown of ['nobody', 'Acme', 'a@example.org'])
    expect((await read(unknown))[0]).toBe(404);
});
