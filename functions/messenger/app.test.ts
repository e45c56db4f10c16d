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
  'an ID that could be mistaken for an existing one opens no second session: %s',
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

test('an ID is stored and compared unchanged, letter by letter', async () => {
  const ids = ['e\u0301 x', '\u00e9 x', 'E\u0301 x', 'ＷＡ-1', 'WA-1'];
  for (const external_id of ids) await put(1, { external_id });
  for (const external_id of ids) {
    const { body } = await call('POST', `${path}/search`, { external_id });
    expect(body.items.map((item) => item['external_id'])).toEqual([external_id]);
  }
});

describe('looking a session up', () => {
  test('finds the live session of channel and ID in its last stored state', async () => {
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
  ])('by %s finds nothing, and the answer repeats no value', async (_name, body) => {
    await put(1);
    const missed = await call('POST', `${path}/lookup`, body);
    expect([missed.status, missed.body.code]).toEqual([404, 'record-not-found']);
    expect(JSON.stringify(missed.body)).not.toContain('wa-');
    expect(fixture.log()).not.toContain('wa-');
  });

  test('of another tenant, or without the right to read, shows nothing', async () => {
    await put(1);
    const other = await fixture.callerOf('other');
    expect((await other('POST', `${path}/lookup`, who)).status).toBe(404);
    const writer = await fixture.callerOf('acme', ['messenger_sessions:write']);
    expect((await writer('POST', `${path}/lookup`, who)).status).toBe(403);
  });

  test.each([[{}], [{ channel: 'whatsapp' }], [{ ...who, state: {} }], [{ ...who, channel: 'x' }]])(
    'by %j is refused',
    async (body) => {
      expect((await call('POST', `${path}/lookup`, body)).status).toBe(422);
    },
  );

  test('ends with the session, seven days after its creation, however often it was replaced', async () => {
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

  test('finds the new session after the old one was deleted', async () => {
    const { body: first } = await put(1);
    await call('DELETE', `${path}/${first.id}`);
    expect((await call('POST', `${path}/lookup`, who)).status).toBe(404);
    const { body: second } = await put(2);
    expect((await call('POST', `${path}/lookup`, who)).body.id).toBe(second.id);
  });

  test('is refused to callers with masked fields, because it would reveal who is a customer', async () => {
    await put(1);
    const editor = await fixture.callerOf('acme', ['messenger_sessions:masked']);
    const { status, body } = await editor('POST', `${path}/lookup`, who);
    expect([status, body['code']]).toEqual([403, 'scope-missing']);
  });
});
