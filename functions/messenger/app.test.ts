import { beforeEach, describe, expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import {
  type AppCall,
  type AppFixture,
  createAppFixture,
} from '#shared/http/testing/create-app-fixture.ts';
import { createMessengerApp } from './app.ts';

const path = '/v1/messenger-sessions';
const who = { channel: 'whatsapp', external_id: 'wa-Kunigunde' };
let fixture: AppFixture;
let call: AppCall;

beforeEach(async () => {
  fixture = createAppFixture(createMessengerApp);
  call = await fixture.callerOf('acme');
});

const put = (step: number, more: object = {}) =>
  call('PUT', path, { ...who, conversation_id: 'c', state: { step }, ...more });

test.each([
  ['no-outer-spaces', ['wa-Kunigunde ', ' wa-Kunigunde', 'wa-Kunigunde\n', '\u00a0wa-Kunigunde']],
  [
    'no-invisible-characters',
    ['wa-Kunigunde\u200b', 'wa-\u00adKunigunde', '\u202ewa-Kunigunde', 'wa\ufe0f-Kunigunde'],
  ],
])(
  'an ID that could look like another ID is refused, and creates no session: %s',
  async (rule, ids) => {
    await put(1);
    for (const external_id of ids)
      for (const [method, at, sent] of [
        ['PUT', path, { ...who, external_id, conversation_id: 'c', state: {} }],
        ['POST', path, { ...who, external_id, conversation_id: 'c', state: {} }],
        ['POST', `${path}/lookup`, { ...who, external_id }],
        ['POST', `${path}/search`, { external_id }],
      ] as const) {
        const { status, body } = await call(method, at, sent);
        expect([status, body['errors']]).toEqual([422, [{ pointer: '/external_id', rule }]]);
      }
    expect((await call('GET', path)).body.items).toHaveLength(1);
  },
);

test('an ID is stored unchanged and compared exactly', async () => {
  const ids = ['e\u0301 x', '\u00e9 x', 'E\u0301 x', 'ＷＡ-1', 'WA-1'];
  for (const external_id of ids) await put(1, { external_id });
  for (const external_id of ids) {
    const { body } = await call('POST', `${path}/search`, { external_id });
    expect(body.items.map((item) => item['external_id'])).toEqual([external_id]);
  }
});

describe('looking a session up', () => {
  test('finds the session of a channel and ID, with its latest state', async () => {
    await put(1);
    const { body: stored } = await put(2);
    await put(9, { channel: 'wechat' });
    await put(8, { external_id: 'wa-kunigunde' });
    const found = await call('POST', `${path}/lookup`, who);
    expect([found.status, found.body]).toEqual([200, stored]);
    expect(found.body['state']).toEqual({ step: 2 });
  });

  test.each([
    ['another channel', { ...who, channel: 'facebook' }],
    ['another ID', { ...who, external_id: 'wa-Walburga' }],
  ])('by %s finds nothing, and the answer does not repeat the ID', async (_name, body) => {
    await put(1);
    const missed = await call('POST', `${path}/lookup`, body);
    expect([missed.status, missed.body.code]).toEqual([404, 'record-not-found']);
    expect(JSON.stringify(missed.body)).not.toContain('wa-');
    expect(fixture.log()).not.toContain('wa-');
  });

  test('finds nothing of another tenant, and is refused without the right to read', async () => {
    await put(1);
    const other = await fixture.callerOf('other');
    expect((await other('POST', `${path}/lookup`, who)).status).toBe(404);
    const writer = await fixture.callerOf('acme', ['messenger_sessions:write']);
    expect((await writer('POST', `${path}/lookup`, who)).status).toBe(403);
  });

  test.each([[{}], [{ channel: 'whatsapp' }], [{ ...who, state: {} }], [{ ...who, channel: 'X' }]])(
    'by %j is refused',
    async (body) => {
      expect((await call('POST', `${path}/lookup`, body)).status).toBe(422);
    },
  );

  test('finds nothing seven days after the session’s creation, even if the session was often replaced', async () => {
    const { body: first } = await put(0);
    for (let day = 1; day < 7; day += 1) {
      fixture.fixture.clock.now += microsPerDay;
      const { status, body } = await put(day);
      expect([status, body.id, body.expires_at]).toEqual([200, first.id, first.expires_at]);
    }
    fixture.fixture.clock.now = Date.parse(first.expires_at) * 1_000 - 1;
    expect((await call('POST', `${path}/lookup`, who)).status).toBe(200);
    fixture.fixture.clock.now += 1;
    expect((await call('POST', `${path}/lookup`, who)).status).toBe(404);
    expect((await put(7)).status).toBe(201);
  });

  test('finds a new session after the old session was deleted', async () => {
    const { body: first } = await put(1);
    await call('DELETE', `${path}/${first.id}`);
    expect((await call('POST', `${path}/lookup`, who)).status).toBe(404);
    const { body: second } = await put(2);
    expect((await call('POST', `${path}/lookup`, who)).body.id).toBe(second.id);
  });

  test('is refused to callers who may not see personal fields, because the answer would show who is a customer', async () => {
    await put(1);
    const editor = await fixture.callerOf('acme', ['messenger_sessions:masked']);
    const { status, body } = await editor('POST', `${path}/lookup`, who);
    expect([status, body['code']]).toEqual([403, 'scope-missing']);
  });
});

const ids = Array.from({ length: 100 }, (_, at) => `chat-${at}`);
const keysOf = (of: readonly string[], channel = 'telegram') =>
  of.map((external_id) => ({ channel, external_id }));

describe('up to 100 sessions, named by channel and ID in one request,', () => {
  beforeEach(async () => {
    for (const external_id of ids.slice(0, 60)) await put(1, { channel: 'telegram', external_id });
  });

  test('are looked up with two calls of the database, and returned in the order of the request, each with an etag', async () => {
    const items = keysOf(ids.toReversed());
    fixture.fixture.takeCalls();
    const { status, body } = await call('POST', `${path}/lookup`, { items });
    expect(fixture.fixture.takeCalls()).toMatchObject({ getAll: 2 });
    expect(status).toBe(200);
    const found = body.items.map((item) => item['external_id']);
    expect(found).toEqual(ids.slice(0, 60).toReversed());
    expect(body['not_found']).toEqual(keysOf(ids.slice(60).toReversed()));
    const [first] = body.items;
    const ifMatch = { 'if-match': String(first?.['etag']) };
    const sent = { ...items[40], conversation_id: 'c', state: null };
    const changed = await call('PUT', path, sent, ifMatch);
    expect([changed.status, changed.body.id]).toEqual([200, first?.id]);
    expect((await call('PUT', path, sent, ifMatch)).status).toBe(412);
  });

  test('are deleted with one request, and the answer names the missing sessions; a repetition with the same Idempotency-Key deletes nothing', async () => {
    const body = { items: keysOf(ids) };
    const asked = { 'idempotency-key': 'k' };
    const first = await call('POST', `${path}/delete`, body, asked);
    expect([first.status, first.body['not_found']]).toEqual([200, keysOf(ids.slice(60))]);
    expect(first.body['deleted']).toHaveLength(60);
    await put(2, { channel: 'telegram', external_id: ids[0] });
    expect((await call('POST', `${path}/delete`, body, asked)).body).toEqual(first.body);
    expect((await call('GET', path)).body.items).toHaveLength(1);
    const again = await call('POST', `${path}/delete`, body);
    expect(again.body['not_found']).toEqual(keysOf(ids.slice(1)));
  });

  test('are found only in their tenant and channel; a session that is named twice is returned once, and a malformed or too long list is refused', async () => {
    const other = await fixture.callerOf('other');
    const two = keysOf(ids.slice(0, 2));
    for (const [by, items] of [
      [other, two],
      [call, keysOf(ids.slice(0, 2), 'viber')],
    ] as const)
      for (const what of ['lookup', 'delete']) {
        const { body } = await by('POST', `${path}/${what}`, { items });
        expect(body['not_found']).toEqual(items);
      }
    const twice = await call('POST', `${path}/lookup`, { items: [...two, ...two] });
    expect(twice.body.items).toHaveLength(2);
    const refused = [[], [...keysOf(ids), ...two], [{ channel: 'telegram' }], 'x'];
    for (const items of refused)
      for (const what of ['lookup', 'delete'])
        expect((await call('POST', `${path}/${what}`, { items })).status).toBe(422);
    const reader = await fixture.callerOf('acme', ['messenger_sessions:read']);
    expect((await reader('POST', `${path}/delete`, { items: two })).status).toBe(403);
  });
});

describe('an expiry that the caller chooses', () => {
  const inDays = (days: number) =>
    new Date(fixture.fixture.clock.now / 1_000 + days * 86_400_000).toISOString();

  test('is at most seven days after the creation, and can be changed within this limit', async () => {
    const { status, body } = await put(1, { expires_at: inDays(2) });
    expect([status, body.expires_at]).toEqual([201, inDays(2)]);
    fixture.fixture.clock.now += microsPerDay;
    expect((await put(2)).body.expires_at).toBe(body.expires_at);
    const at = `${path}/${body.id}`;
    expect((await call('PATCH', at, { expires_at: inDays(6) })).body.expires_at).toBe(inDays(6));
    for (const [method, where, sent] of [
      ['PATCH', at, { expires_at: inDays(6.01) }],
      ['PUT', path, { ...who, conversation_id: 'c', state: 1, expires_at: inDays(6.01) }],
      ['PATCH', at, { expires_at: inDays(-0.01) }],
    ] as const) {
      const refused = await call(method, where, sent);
      expect(refused.body['errors']).toMatchObject([{ pointer: '/expires_at' }]);
    }
    expect((await put(3, { expires_at: inDays(1) })).body.expires_at).toBe(inDays(1));
    fixture.fixture.clock.now += microsPerDay;
    expect((await call('POST', `${path}/lookup`, who)).status).toBe(404);
    expect((await put(4, { expires_at: inDays(7.01) })).status).toBe(422);
  });
});

test('a state can be any JSON up to 512 KiB, and PATCH can change a part of it', async () => {
  for (const state of [null, 0, '', false, [1, [2]], { a: { b: 1 } }]) {
    const { body } = await put(0, { state });
    expect([body['state'], (await call('GET', `${path}/${body.id}`)).body['state']]).toEqual([
      state,
      state,
    ]);
    const moved = await call('PATCH', `${path}/${body.id}`, { conversation_id: 'd' });
    expect(moved.body['state']).toEqual(state);
  }
  const { body } = await put(0, { state: { cart: { a: 1, b: 2 }, step: 1 } });
  const at = `${path}/${body.id}`;
  const changed = await call('PATCH', at, { state: { cart: { a: null, c: 3 } } });
  expect(changed.body['state']).toEqual({ cart: { b: 2, c: 3 }, step: 1 });
  expect((await call('PATCH', at, { state: null })).status).toBe(422);
  const { state: _state, ...without } = { ...who, conversation_id: 'c', state: 1 };
  expect((await call('PUT', path, without)).body['errors']).toEqual([
    { pointer: '/state', rule: 'required' },
  ]);
  expect((await put(0, { state: 'x'.repeat(524_286) })).status).toBe(200);
  expect((await put(0, { state: 'x'.repeat(524_287) })).status).toBe(422);
});
