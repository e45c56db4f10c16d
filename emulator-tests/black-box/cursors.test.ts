import { beforeAll, describe, expect, test } from 'vitest';
import type { Body, Call } from '../harness/caller.ts';
import { createTestClock } from '../harness/clock.ts';
import { createInstance, createTenant, type Instance, type Tenant } from '../harness/instance.ts';
import { useStack } from '../harness/stack.ts';

const total = 450;
const stack = useStack('demo-cursors');
const clock = createTestClock();
let instance: Instance;

beforeAll(() => {
  instance = createInstance(stack(), clock);
});

function idsOf(items: readonly Body[]): string[] {
  return items.map(({ id }) => id);
}

/**
 * Moves the clock forward by 26 s, because a list with `after` may repeat the records of the last
 * 25 s. Afterwards such a list repeats none of the stored records.
 */
function settle(): void {
  clock.advance(26_000_000);
}

/** Reads a list page by page to its end, and calls `between` after each page except the last. */
async function walk(
  call: Call,
  path: string,
  between?: () => Promise<unknown>,
  from: string | null = '',
): Promise<Body[]> {
  const items: Body[] = [];
  let cursor = from;
  while (cursor !== null) {
    const query: string = cursor === '' ? path : `${path}&cursor=${cursor}`;
    const { status, body }: { status: number; body: Body } = await call('GET', query);
    expect(status).toBe(200);
    items.push(...body.items);
    cursor = body.next_cursor;
    if (cursor !== null) await between?.();
  }
  return items;
}

function messages(count: number, conversation: (at: number) => string) {
  return Array.from({ length: count }, (_, at) => ({
    conversation_id: conversation(at),
    author: 'customer',
    text: `Nachricht ${at}`,
  }));
}

async function seed(tenant: Tenant, conversation: (at: number) => string): Promise<string[]> {
  const { status, body } = await tenant.chat(
    'POST',
    '/v1/chat-messages',
    messages(total, conversation),
  );
  expect(status).toBe(201);
  return idsOf(body.items);
}

describe(`paging returns each of ${total} records exactly once`, () => {
  let tenant: Tenant;
  let oldestFirst: string[];
  let newestFirst: string[];

  beforeAll(async () => {
    tenant = await createTenant(instance, clock.now, 'cursors');
    oldestFirst = await seed(tenant, () => 'c1');
    newestFirst = oldestFirst.toReversed();
  });

  test.each([200, 150, 50, 7])('with pages of %i, newest first', async (limit) => {
    const met = await walk(tenant.chat, `/v1/chat-messages?limit=${limit}`);
    expect(idsOf(met)).toEqual(newestFirst);
  });

  test('with a filter by conversation', async () => {
    const met = await walk(tenant.chat, '/v1/chat-messages?limit=100&conversation_id=c1');
    expect(idsOf(met)).toEqual(newestFirst);
  });

  test('in the messages of a conversation, oldest first', async () => {
    const met = await walk(tenant.chat, '/v1/conversations/c1/messages?limit=120');
    expect(idsOf(met)).toEqual(oldestFirst);
  });

  test('in the export', async () => {
    const { text } = await tenant.chat('GET', '/v1/chat-messages/export.csv');
    const lines = text.trim().split('\r\n').slice(1);
    expect(lines.map((line) => line.split(',')[0])).toEqual(newestFirst);
  });
});

describe('while others write', () => {
  test('each record that exists when the first page is read appears in the list exactly once', async () => {
    const tenant = await createTenant(instance, clock.now, 'list-moves');
    const before = await seed(tenant, () => 'c1');
    const write = () =>
      tenant.chat(
        'POST',
        '/v1/chat-messages',
        messages(3, () => 'c1'),
      );
    const met = await walk(tenant.chat, '/v1/chat-messages?limit=100', write);
    expect(idsOf(met)).toEqual(before.toReversed());
  });

  test('the messages of a conversation, oldest first, also contain the new messages, at the end', async () => {
    const tenant = await createTenant(instance, clock.now, 'reading-moves');
    const all = await seed(tenant, () => 'c1');
    const write = async () => {
      const { body } = await tenant.chat(
        'POST',
        '/v1/chat-messages',
        messages(2, () => 'c1'),
      );
      all.push(...idsOf(body.items));
    };
    const met = await walk(tenant.chat, '/v1/conversations/c1/messages?limit=100', write);
    expect(met.length).toBeGreaterThan(total);
    expect(idsOf(met)).toEqual(all);
  });

  test('each conversation that exists when the first page is read appears in the list of conversations exactly once', async () => {
    const tenant = await createTenant(instance, clock.now, 'heads-move');
    await seed(tenant, (at) => `old-${at}`);
    let at = 0;
    const write = () =>
      tenant.chat(
        'POST',
        '/v1/chat-messages',
        messages(1, () => `new-${at++}`),
      );
    const met = await walk(tenant.chat, '/v1/conversations?limit=100', write);
    const expected = Array.from({ length: total }, (_, index) => `old-${total - 1 - index}`);
    expect(idsOf(met)).toEqual(expected);
  });

  test('if messages are deleted between two pages, the next pages miss no other message', async () => {
    const tenant = await createTenant(instance, clock.now, 'deleting');
    const ids = (await seed(tenant, () => 'c1')).toReversed();
    const first = await tenant.chat('GET', '/v1/chat-messages?limit=100');
    const gone = [ids[99], ids[100]];
    for (const id of gone) await tenant.chat('DELETE', `/v1/chat-messages/${id}`);
    const { next_cursor } = first.body;
    const rest = await walk(tenant.chat, '/v1/chat-messages?limit=200', undefined, next_cursor);
    expect(idsOf(rest)).toEqual(ids.slice(101));
  });
});

describe('?after= returns newer records only', () => {
  let tenant: Tenant;
  let place: Body;
  const news: string[] = [];

  beforeAll(async () => {
    tenant = await createTenant(instance, clock.now, 'after');
    await tenant.chat(
      'POST',
      '/v1/chat-messages',
      messages(10, (at) => `c${at % 2}`),
    );
    settle();
    place = (await tenant.chat('GET', '/v1/chat-messages?limit=5')).body;
  });

  test('without new records the answer has no items and the same cursor', async () => {
    const path = `/v1/chat-messages?after=${place.newest_cursor}`;
    const { body } = await tenant.chat('GET', path);
    expect(body).toEqual({ items: [], next_cursor: null, newest_cursor: place.newest_cursor });
  });

  test('after three new records the answer contains these three, even if it is read in pages of two', async () => {
    const { body } = await tenant.chat(
      'POST',
      '/v1/chat-messages',
      messages(3, () => 'c0'),
    );
    news.push(...idsOf(body.items));
    settle();
    const path = `/v1/chat-messages?after=${place.newest_cursor}`;
    const answer = await tenant.chat('GET', path);
    expect(idsOf(answer.body.items)).toEqual(news.toReversed());
    expect(idsOf(await walk(tenant.chat, `${path}&limit=2`))).toEqual(news.toReversed());
    const next = await tenant.chat('GET', `/v1/chat-messages?after=${answer.body.newest_cursor}`);
    expect(next.body.items).toEqual([]);
  });

  test('in a conversation, the answer contains the new messages, oldest first', async () => {
    const path = '/v1/conversations/c0/messages';
    settle();
    const { body: read } = await tenant.chat('GET', path);
    const posted = await tenant.chat(
      'POST',
      '/v1/chat-messages',
      messages(2, () => 'c0'),
    );
    const { body } = await tenant.chat('GET', `${path}?after=${read.newest_cursor}`);
    expect(idsOf(body.items)).toEqual(idsOf(posted.body.items));
  });

  test('in the list of conversations, the answer contains each conversation with a new message', async () => {
    settle();
    const { body: read } = await tenant.chat('GET', '/v1/conversations');
    await tenant.chat(
      'POST',
      '/v1/chat-messages',
      messages(1, () => 'c1'),
    );
    await tenant.chat(
      'POST',
      '/v1/chat-messages',
      messages(1, () => 'c9'),
    );
    const { body } = await tenant.chat('GET', `/v1/conversations?after=${read.newest_cursor}`);
    expect(idsOf(body.items)).toEqual(['c9', 'c1']);
  });

  test('the cursor still works after the record that it points to is deleted', async () => {
    settle();
    const { body: read } = await tenant.chat('GET', '/v1/chat-messages?limit=1');
    await tenant.chat('DELETE', `/v1/chat-messages/${read.items[0]?.id}`);
    const { body } = await tenant.chat(
      'POST',
      '/v1/chat-messages',
      messages(1, () => 'c0'),
    );
    const path = `/v1/chat-messages?after=${read.newest_cursor}`;
    const answer = await tenant.chat('GET', path);
    expect(idsOf(answer.body.items)).toEqual(idsOf(body.items));
  });
});
