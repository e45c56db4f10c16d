import { beforeEach, describe, expect, test } from 'vitest';
import { microsPerSecond } from '#shared/base/time/instant.ts';
import {
  type AppCall,
  type AppFixture,
  createAppFixture,
} from '#shared/http/testing/create-app-fixture.ts';
import { createChatApp } from './app.ts';

let fixture: AppFixture;
let call: AppCall;

beforeEach(async () => {
  fixture = createAppFixture(createChatApp);
  call = await fixture.callerOf('acme');
});

async function say(conversation: string, ...texts: string[]): Promise<void> {
  fixture.fixture.clock.now += 30 * microsPerSecond;
  const body = texts.map((text) => ({ conversation_id: conversation, author: 'bot', text }));
  expect((await call('POST', '/v1/chat-messages', body)).status).toBe(201);
}

async function get(path: string) {
  const { status, body } = await call('GET', path);
  expect(status).toBe(200);
  return body;
}

test('a stored message is found in its conversation, even if the id of the conversation is unusual', async () => {
  const ids = ['.', '..', '...', ':', '-', '_', '__id__', '.a', 'a..', '%2e', 'a/b', 'constructor'];
  for (const id of ids) {
    const body = { conversation_id: id, author: 'bot', text: `in ${id}` };
    const { status } = await call('POST', '/v1/chat-messages', body);
    if (status !== 201) {
      expect([id, status]).toEqual([expect.stringMatching(/^\.\.?$|%|\//), 422]);
      continue;
    }
    const { items } = await get(`/v1/conversations/${id}/messages`);
    expect(items.map(({ text }) => text)).toEqual([`in ${id}`]);
    expect((await call('DELETE', `/v1/conversations/${id}`)).status).toBe(204);
  }
  expect((await get('/v1/chat-messages')).items).toEqual([]);
});

test('a filter by time accepts the years 1 and 9999', async () => {
  await say('c1', 'a');
  const found = async (path: string) => (await get(`/v1/${path}`)).items.length;
  const [early, late] = ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z'];
  for (const [path, after, before] of [
    ['chat-messages', 'created_after', 'created_before'],
    ['conversations', 'last_after', 'last_before'],
  ] as const) {
    expect(await found(`${path}?${after}=${early}`)).toBe(1);
    expect(await found(`${path}?${before}=${late}`)).toBe(1);
    expect(await found(`${path}?${after}=${late}`)).toBe(0);
    expect(await found(`${path}?${before}=${early}`)).toBe(0);
  }
});

describe('the parameter `after`', () => {
  test('limits a list of conversations to those with a message after its cursor; the latest conversation comes first', async () => {
    await say('c1', 'a');
    await say('c2', 'b');
    fixture.fixture.clock.now += 30 * microsPerSecond;
    const { newest_cursor: newest } = await get('/v1/conversations');
    expect((await get(`/v1/conversations?after=${newest}`)).items).toEqual([]);
    await say('c1', 'c');
    await say('c3', 'd');
    const { items } = await get(`/v1/conversations?after=${newest}`);
    expect(items.map(({ id }) => id)).toEqual(['c3', 'c1']);
    expect(items[1]).toMatchObject({ messages: 2, last_message: { preview: 'c' } });
  });

  test('limits a list of messages to those after its cursor; the oldest message comes first, and messages of one request keep their order', async () => {
    await say('c1', '1', '2', '3');
    fixture.fixture.clock.now += 30 * microsPerSecond;
    const { items, newest_cursor: newest } = await get('/v1/conversations/c1/messages');
    expect(items.map(({ text }) => text)).toEqual(['1', '2', '3']);
    await say('c1', '4', '5', '6', '7');
    const since = await get(`/v1/conversations/c1/messages?after=${newest}`);
    expect(since.items.map(({ text }) => text)).toEqual(['4', '5', '6', '7']);
  });
});

describe('DELETE of a conversation', () => {
  test('deletes the whole conversation, if the key belongs to its tenant and may delete', async () => {
    await say('c1', 'geheim');
    const [writer, other] = await Promise.all([
      fixture.callerOf('acme', ['chat_messages:write', 'chat_messages:read']),
      fixture.callerOf('other'),
    ]);
    expect((await writer('DELETE', '/v1/conversations/c1')).status).toBe(403);
    expect((await other('DELETE', '/v1/conversations/c1')).status).toBe(204);
    expect((await get('/v1/conversations')).items).toHaveLength(1);
    expect((await call('DELETE', '/v1/conversations/c1')).status).toBe(204);
    expect((await get('/v1/conversations')).items).toEqual([]);
    expect((await get('/v1/conversations/c1/messages')).items).toEqual([]);
    expect((await get('/v1/chat-messages')).items).toEqual([]);
    expect((await call('DELETE', '/v1/conversations/c1')).status).toBe(204);
  });

  test('with an invalid id or with a parameter is refused', async () => {
    expect((await call('DELETE', '/v1/conversations/a%20b')).status).toBe(404);
    expect((await call('DELETE', '/v1/conversations/c1?all=1')).status).toBe(400);
  });
});

describe('a list of conversations', () => {
  test('can combine its filters, and refuses the parameter `after` together with the order by expiry', async () => {
    await say('answered', 'a');
    const question = {
      conversation_id: 'asks',
      author: 'customer',
      text: '?',
      experience_id: 'shop',
    };
    await call('POST', '/v1/chat-messages', question);
    const from = new Date(fixture.fixture.clock.now / 1_000 - 1).toISOString();
    const query = `last_author=customer&experience_id=shop&last_after=${from}`;
    for (const order of ['latest_first', 'goes_first']) {
      const { items } = await get(`/v1/conversations?${query}&order=${order}`);
      expect(items.map(({ id }) => id)).toEqual(['asks']);
    }
    const { items } = await get('/v1/conversations?last_author=agent');
    expect(items).toEqual([]);
    const { newest_cursor: after } = await get('/v1/conversations');
    const refused = await call('GET', `/v1/conversations?order=goes_first&after=${after}`);
    expect([refused.status, refused.body.errors]).toEqual([
      400,
      [{ parameter: 'after', rule: 'not with goes_first' }],
    ]);
  });

  test.each([
    ['last_author', 'geheim'],
    ['last_after', 'gestern'],
    ['order', 'random'],
    ['experience_id', 'a@example.com'],
  ])('refuses %s=%s, and the answer does not contain the value', async (name, value) => {
    const { status, body } = await call('GET', `/v1/conversations?${name}=${value}`);
    expect([status, body.code]).toEqual([400, 'query-invalid']);
    expect(JSON.stringify(body)).not.toContain(value);
  });

  test('is not needed to read a single conversation: GET with its id returns the conversation, or 404 after the deletion', async () => {
    await say('c', 'a');
    expect(await get('/v1/conversations/c')).toMatchObject({ id: 'c', said_to_be_with: [] });
    await call('DELETE', '/v1/conversations/c');
    expect((await call('GET', '/v1/conversations/c')).status).toBe(404);
  });
});
