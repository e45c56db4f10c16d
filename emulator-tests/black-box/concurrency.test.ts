import { beforeAll, describe, expect, test } from 'vitest';
import { hashApiKey } from '#shared/access/api-key.ts';

import { systemClock } from '#shared/base/time/clock.ts';
import type { Body } from '../harness/caller.ts';
import { createTestClock } from '../harness/clock.ts';
import { expectStatuses } from '../harness/expect-statuses.ts';
import {
  createInstance,
  type Instance,
  storeKey,
  type Tenant,
  tenantOf,
} from '../harness/instance.ts';
import { useStack } from '../harness/stack.ts';
import { storedIn } from '../harness/stored-state.ts';

const stack = useStack('demo-concurrency');
let instances: readonly [Instance, Instance];

beforeAll(() => {
  const create = () => createInstance(stack(), { now: systemClock });
  instances = [create(), create()];
});

/**
 * Serves a tenant with two instances of each function. The instances share only the databases and
 * the key service.
 */
async function tenantTwice(id: string): Promise<readonly [Tenant, Tenant]> {
  const key = await storeKey(instances[0], systemClock, id);
  return [tenantOf(instances[0], key), tenantOf(instances[1], key)];
}

function times<T>(count: number, work: (at: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, at) => work(at)));
}

function countBy(values: readonly unknown[]): { [value: string]: number } {
  const counts: { [value: string]: number } = {};
  for (const value of values) counts[String(value)] = (counts[String(value)] ?? 0) + 1;
  return counts;
}

async function storedOf(tenant: string, collection: string) {
  return storedIn(await stack().readState(), collection).filter((one) => one.tenant === tenant);
}

describe('100 simultaneous messages into one conversation through two instances', () => {
  let tenants: readonly [Tenant, Tenant];
  let posted: readonly Body[];

  beforeAll(async () => {
    tenants = await tenantTwice('messages');
    const answers = await times(100, (at) =>
      (at % 2 === 0 ? tenants[0] : tenants[1]).chat('POST', '/v1/chat-messages', {
        conversation_id: 'c1',
        author: 'bot',
        text: `Nachricht ${at}`,
      }),
    );
    expectStatuses(answers, 201);
    posted = answers.map(({ body }) => body);
  });

  test('are all stored, each once', async () => {
    const { body } = await tenants[0].chat('GET', '/v1/conversations/c1/messages?limit=200');
    const sorted = (bodies: readonly Body[]) => bodies.map(({ id }) => id).toSorted();
    expect(sorted(body.items)).toEqual(sorted(posted));
  });

  test('leave one conversation head that counts 100 messages and shows the last one', async () => {
    const { body } = await tenants[1].chat('GET', '/v1/conversations');
    expect(body.items).toHaveLength(1);
    const [head] = body.items;
    const latest = posted
      .map(({ created_at }) => created_at)
      .toSorted()
      .at(-1);
    const last = posted.find(({ id }) => id === head?.last_message.id);
    expect(head).toMatchObject({ messages: 100, last_at: latest });
    expect(last).toMatchObject({ created_at: latest, text: head?.last_message.preview });
  });
});

describe('requests for one email', () => {
  const upsert = (at: number) => ({
    email: 'anna@example.org',
    authenticated_by: 'sso',
    values: { at },
  });

  test('50 simultaneous upserts leave one live record, with the content of one upsert', async () => {
    const tenants = await tenantTwice('upserts');
    const answers = await times(50, (at) =>
      (at % 2 === 0 ? tenants[0] : tenants[1]).customers('PUT', '/v1/customers', upsert(at)),
    );
    expect(countBy(answers.map(({ status }) => status))).toEqual({ 200: 49, 201: 1 });
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(await storedOf('upserts', 'customers')).toHaveLength(1);
    expect(await storedOf('upserts', 'unique_marks')).toHaveLength(1);
    const { body } = await tenants[0].customers('POST', '/v1/customers/search', {
      email: 'anna@example.org',
    });
    const sent = answers.map((each) => each.body['values']);
    expect(sent).toContainEqual(body.items[0]?.['values']);
  });

  test('one of 50 simultaneous creations succeeds, and 49 answers say that the record exists', async () => {
    const tenants = await tenantTwice('creations');
    const answers = await times(50, (at) =>
      (at % 2 === 0 ? tenants[0] : tenants[1]).customers('POST', '/v1/customers', upsert(at)),
    );
    expect(countBy(answers.map(({ status }) => status))).toEqual({ 201: 1, 409: 49 });
    const refused = answers.filter(({ status }) => status === 409);
    expect(countBy(refused.map(({ body }) => body.code))).toEqual({ 'already-exists': 49 });
    expect(await storedOf('creations', 'customers')).toHaveLength(1);
  });
});

test('20 simultaneous requests with the same Idempotency-Key create one record and get the same answer', async () => {
  const tenants = await tenantTwice('idempotent');
  const sent = { conversation_id: 'c1', author: 'bot', text: 'einmal' };
  const headers = { 'idempotency-key': 'k1' };
  const answers = await times(20, (at) =>
    (at % 2 === 0 ? tenants[0] : tenants[1]).chat('POST', '/v1/chat-messages', sent, headers),
  );
  expect(countBy(answers.map(({ status }) => status))).toEqual({ 201: 20 });
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  const replayed = answers.filter((each) => each.headers.get('idempotency-replayed') === 'true');
  expect(replayed).toHaveLength(19);
  expect(await storedOf('idempotent', 'chat_messages')).toHaveLength(1);
  const { body } = await tenants[0].chat('GET', '/v1/conversations');
  expect(body.items[0]?.messages).toBe(1);
});

test('when two instances write a tenant’s first records at the same time, each bucket gets only one data key, and the tenant gets only one lookup secret', async () => {
  const tenants = await tenantTwice('first');
  const answers = await times(40, (at) => {
    const tenant = at % 2 === 0 ? tenants[0] : tenants[1];
    if (at % 4 < 2)
      return tenant.chat('POST', '/v1/chat-messages', {
        conversation_id: `c${at}`,
        author: 'bot',
        text: 'x',
      });
    const email = `kundin-${at}@example.org`;
    return tenant.customers('POST', '/v1/customers', { email, authenticated_by: 'sso' });
  });
  expect(countBy(answers.map(({ status }) => status))).toEqual({ 201: 40 });
  const keys = await storedOf('first', 'data_keys');
  const buckets = keys.map(({ fields }) => fields['pointer']?.['stringValue']);
  expect(new Set(buckets).size).toBe(keys.length);
  expect(await storedOf('first', 'lookup_secrets')).toHaveLength(1);
  // Each instance can read the records of the other instance. So no key and no secret was replaced.
  for (const tenant of tenants) {
    expect((await tenant.chat('GET', '/v1/chat-messages')).body.items).toHaveLength(20);
    for (const at of [2, 3]) {
      const search = { email: `kundin-${at}@example.org` };
      const { body } = await tenant.customers('POST', '/v1/customers/search', search);
      expect(body.items).toHaveLength(1);
    }
  }
});

test('after simultaneous deletions and creations, the head of the conversation counts the stored messages', async () => {
  const tenants = await tenantTwice('deletions');
  const sent = { conversation_id: 'c1', author: 'bot', text: 'x' };
  const { body } = await tenants[0].chat('POST', '/v1/chat-messages', [sent, sent, sent, sent]);
  const answers = await Promise.all([
    ...body.items.map(({ id }) => tenants[0].chat('DELETE', `/v1/chat-messages/${id}`)),
    ...Array.from({ length: 10 }, () => tenants[1].chat('POST', '/v1/chat-messages', sent)),
  ]);
  expect(countBy(answers.map(({ status }) => status))).toEqual({ 201: 10, 204: 4 });
  const { body: heads } = await tenants[0].chat('GET', '/v1/conversations');
  const { body: messages } = await tenants[0].chat('GET', '/v1/chat-messages');
  expect([heads.items[0]?.messages, messages.items.length]).toEqual([10, 10]);
});

test('a revoked API key is refused at once by an instance that has not cached the key, and after 5 s by an instance that has cached it', async () => {
  const clock = createTestClock();
  const [used, unused] = [createInstance(stack(), clock), createInstance(stack(), clock)];
  const key = await storeKey(used, clock.now, 'revoked');
  const list = async (instance: Instance) => {
    const { status, body } = await tenantOf(instance, key).chat('GET', '/v1/chat-messages');
    return [status, body.code];
  };
  expect(await list(used)).toEqual([200, undefined]);
  const revocation = `/v1/tenant/api-keys/${hashApiKey(key)}`;
  expect((await tenantOf(used, key).tenants('DELETE', revocation)).status).toBe(204);
  expect(await list(unused)).toEqual([401, 'credential-revoked']);
  clock.advance(5_000_000);
  expect(await list(used)).toEqual([401, 'credential-revoked']);
});
