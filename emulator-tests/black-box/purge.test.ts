import { beforeAll, describe, expect, test } from 'vitest';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { bucketEnd } from '#shared/settings/retention.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { createTestClock, type TestClock } from '../harness/clock.ts';
import { createInstance, createTenant, type Instance, type Tenant } from '../harness/instance.ts';
import { useStack } from '../harness/stack.ts';
import { storedIn } from '../harness/stored-state.ts';

const day = 86_400e6;
const hour = 3_600e6;
const stack = useStack('demo-purge');
// A purge works on the tenants of all tests. So the tests share one clock. A test may set the clock
// back for some time. But at the end of a test the clock is never earlier than at the start.
const clock: TestClock = createTestClock();
let instance: Instance;

beforeAll(() => {
  instance = createInstance(stack(), clock);
});

const message = { conversation_id: 'c1', author: 'bot', text: 'Hallo' };
const customer = {
  email: 'anna@example.org',
  authenticated_by: 'sso',
  values: { stadt: 'Köln' },
  conversation_id: 'c1',
};

async function seed(tenant: Tenant) {
  const headers = { 'idempotency-key': 'k1' };
  const posted = await tenant.chat('POST', '/v1/chat-messages', message, headers);
  await tenant.chat('PUT', '/v1/conversations/c1/subject', { email: 'anna@example.org' });
  const created = await tenant.customers('POST', '/v1/customers', customer);
  expect([posted.status, created.status]).toEqual([201, 201]);
  return { message: posted.body, customer: created.body };
}

/** Collections of a tenant that no purge deletes. */
const untouched = ['api_key_uses', 'api_keys', 'tenant_profiles'];

/** Returns the collections in which a tenant still has a document. */
async function remaining(tenant: string): Promise<string[]> {
  const own = (await stack().readState()).filter((one) => one.tenant === tenant);
  return [...new Set(own.map(({ collection }) => collection))].toSorted();
}

async function keysOf(tenant: string): Promise<string[]> {
  const keys = storedIn(await stack().readState(), 'data_keys');
  return keys.filter((one) => one.tenant === tenant).map(({ id }) => id);
}

test('a purge deletes each expired record with its dependent documents, and no other record', async () => {
  const tenant = await createTenant(instance, clock.now, 'stages');
  await seed(tenant);
  const start = clock.now();
  const keys = [...untouched, 'data_key_pointers', 'data_keys', 'lookup_secrets'].toSorted();
  const ofCustomer = [...keys, 'conversation_links', 'customers', 'unique_marks'];
  const ofMessage = ['chat_messages', 'conversation_heads'];
  clock.set(start + day);
  expect(await instance.purge()).toMatchObject({ deleted_by_collection: { idempotency_marks: 1 } });
  clock.set(start + 7 * day - 1);
  expect(await instance.purge()).toMatchObject({ complete: true, deleted: 0 });
  expect(await remaining('stages')).toEqual([...ofCustomer, ...ofMessage].toSorted());
  clock.set(start + 7 * day);
  expect(await instance.purge()).toMatchObject({ deleted: 2, oldest_overdue_seconds: 0 });
  expect(await remaining('stages')).toEqual(ofCustomer.toSorted());
  clock.set(start + 180 * day + 90e6);
  // The purge deletes the customer, the uniqueness mark of the email, the customer's link to the
  // conversation, and the conversation's subject.
  expect(await instance.purge()).toMatchObject({ deleted: 4 });
  expect(await remaining('stages')).toEqual(keys);
  clock.advance(7 * day);
  await instance.purge();
  expect(await remaining('stages')).toEqual([...untouched, 'lookup_secrets'].toSorted());
});

test('a data key is destroyed one hour after the end of its bucket, and not a microsecond earlier', async () => {
  const tenant = await createTenant(instance, clock.now, 'keys');
  const { body } = await tenant.chat('POST', '/v1/chat-messages', message);
  const end = bucketEnd(chatMessages, Date.parse(body.expires_at) * 1_000);
  clock.set(end + hour - 1);
  await instance.purge();
  expect(await keysOf('keys')).toHaveLength(1);
  clock.set(end + hour);
  expect(await instance.purge()).toMatchObject({ keys_destroyed: 1, keys_waiting: 0 });
  expect(await remaining('keys')).toEqual(untouched);
});

test('the id of a destroyed data key is never used again, even after many purges and even if clocks go back', async () => {
  const tenant = await createTenant(instance, clock.now, 'many');
  const [seen, destroyed] = [new Set<string>(), new Set<string>()];
  for (let round = 0; round < 8; round += 1) {
    await tenant.chat('POST', '/v1/chat-messages', message);
    if (round % 3 === 2) {
      clock.advance(-3 * day);
      await tenant.chat('POST', '/v1/chat-messages', message);
    }
    for (const id of await keysOf('many')) seen.add(id);
    clock.advance(11 * day);
    await instance.purge();
    const left = await keysOf('many');
    for (const id of seen) if (!left.includes(id)) destroyed.add(id);
    expect(left.filter((id) => destroyed.has(id))).toEqual([]);
  }
  expect(seen.size).toBeGreaterThanOrEqual(8);
  expect([...destroyed].toSorted()).toEqual([...seen].toSorted());
});

test('if the key of a bucket is destroyed and the clock goes back, the bucket gets a new key', async () => {
  const tenant = await createTenant(instance, clock.now, 'again');
  await tenant.chat('POST', '/v1/chat-messages', message);
  const [first] = await keysOf('again');
  const start = clock.now();
  clock.advance(9 * day);
  await instance.purge();
  expect(await keysOf('again')).toEqual([]);
  clock.set(start);
  const { body } = await tenant.chat('POST', '/v1/chat-messages', message);
  const [second, ...others] = await keysOf('again');
  expect([others, second === first]).toEqual([[], false]);
  expect((await tenant.chat('GET', `/v1/chat-messages/${body.id}`)).status).toBe(200);
  clock.advance(9 * day);
  await instance.purge();
});

describe('a purge that is disturbed or interrupted', () => {
  test('if a customer is touched between the purge’s read and its delete, the customer, its uniqueness mark and its link are not deleted', async () => {
    const behind = createTestClock(clock.now());
    const tenant = await createTenant(createInstance(stack(), behind), behind.now, 'touched');
    const { body } = await tenant.customers('POST', '/v1/customers', customer);
    const expiry = Date.parse(body.expires_at) * 1_000;
    clock.set(expiry);
    behind.set(expiry - 1_000);
    let touching: Promise<number> | undefined;
    const touch = async () =>
      (await tenant.customers('POST', `/v1/customers/${body.id}/touch`)).status;
    const store = {
      ...instance.store,
      async deleteEach(documents: readonly StoredDocument[]) {
        if (documents.some(({ ref }) => ref.tenant === 'touched')) await (touching ??= touch());
        return instance.store.deleteEach(documents);
      },
    };
    expect(await instance.purge({ store })).toMatchObject({ complete: true });
    expect(await touching).toBe(200);
    const stays = ['conversation_links', 'customers', 'unique_marks'];
    expect(await remaining('touched')).toEqual(expect.arrayContaining(stays));
    const read = await tenant.customers('GET', `/v1/customers/${body.id}`);
    expect(read.body).toMatchObject({ email: customer.email, values: customer.values });
    const upsert = await tenant.customers('PUT', '/v1/customers', customer);
    expect([upsert.status, upsert.body.id]).toEqual([200, body.id]);
  });

  test('two simultaneous purges delete everything that is due, and count each deleted document only once', async () => {
    const tenant = await createTenant(instance, clock.now, 'two');
    const many = Array.from({ length: 500 }, (_, at) => ({
      ...message,
      conversation_id: `c${at}`,
    }));
    for (let at = 0; at < 2; at += 1) await tenant.chat('POST', '/v1/chat-messages', many);
    clock.advance(9 * day);
    const other = createInstance(stack(), clock);
    const reports = await Promise.all([instance.purge(), other.purge()]);
    expect(reports.every(({ complete }) => complete)).toBe(true);
    const sum = reports.reduce((all, { deleted }) => all + deleted, 0);
    expect(sum).toBe(1_500);
    expect(await remaining('two')).toEqual(untouched);
  });

  test('a purge that runs out of time leaves documents to the next run, and that run deletes them', async () => {
    const tenant = await createTenant(instance, clock.now, 'bounded');
    const many = Array.from({ length: 500 }, () => message);
    for (let at = 0; at < 3; at += 1) await tenant.chat('POST', '/v1/chat-messages', many);
    clock.advance(9 * day);
    let seconds = 0;
    // The run may take two seconds. Its clock moves forward by one second with each page of
    // deletions. So the time is over before the last page.
    const store = {
      ...instance.store,
      async deleteEach(documents: readonly StoredDocument[]) {
        seconds += 1;
        return instance.store.deleteEach(documents);
      },
    };
    const monotonic = () => 1_000 * seconds;
    const first = await instance.purge({ store, monotonic, budgetSeconds: 2 });
    expect(first.deleted).toBeGreaterThan(0);
    expect(first.complete).toBe(false);
    const left = storedIn(await stack().readState(), 'chat_messages').length;
    expect(left).toBeGreaterThan(0);
    const second = await instance.purge();
    expect(second).toMatchObject({ complete: true });
    expect(first.deleted + second.deleted).toBe(1_501);
    expect(await remaining('bounded')).toEqual(untouched);
  });
});

test('a data key is not destroyed while a record uses it; it is destroyed after the record is deleted', async () => {
  const tenant = await createTenant(instance, clock.now, 'carried');
  const { body } = await tenant.chat('POST', '/v1/chat-messages', message);
  const ref = { tenant: 'carried', collection: 'chat_messages', id: body.id };
  const document = await instance.store.get(ref);
  if (document === undefined) throw new Error('the message is missing');
  const data = { ...document.data, expires_at: clock.now() + 30 * day };
  await instance.store.commit([{ kind: 'replace', ref, data, version: document.version }]);
  clock.advance(9 * day);
  expect(await instance.purge()).toMatchObject({ keys_destroyed: 0, keys_waiting: 1 });
  // The record expires after the end of its key's bucket. A request never shows such a record.
  const { text } = await tenant.chat('GET', `/v1/chat-messages/${body.id}`);
  expect(text).not.toContain(message.text);
  await tenant.chat('DELETE', `/v1/chat-messages/${body.id}`);
  expect(await instance.purge()).toMatchObject({ keys_destroyed: 1, keys_waiting: 0 });
  expect(await remaining('carried')).toEqual([...untouched, 'ledger_entries'].toSorted());
  clock.advance(9 * day);
  await instance.purge();
  expect(await remaining('carried')).toEqual(untouched);
});

test('the purge deletes expired documents page by page, also in shards above the configured number', async () => {
  const tenant = 'more-shards';
  const written = Array.from({ length: 700 }, (_, at) => ({
    kind: 'create' as const,
    ref: { tenant, collection: 'sessions', id: `s${String(at).padStart(3, '0')}` },
    data: {
      created_at: clock.now(),
      expires_at: clock.now() + (at < 650 ? at : hour),
      purge_shard: at % 25 === 0 ? 255 : 30 + (at % 25),
    },
  }));
  await instance.store.commit(written.slice(0, 350));
  await instance.store.commit(written.slice(350));
  clock.advance(1_000);
  expect(await instance.purge()).toMatchObject({
    complete: true,
    deleted_by_collection: { sessions: 650 },
    shards: 256,
  });
  const left = storedIn(await stack().readState(), 'sessions').filter(
    (one) => one.tenant === tenant,
  );
  expect(left).toHaveLength(50);
});

test('a run keeps a page of due keys that are in use, and destroys the due keys on the next page', async () => {
  const tenant = await createTenant(instance, clock.now, 'many-keys');
  const { body } = await tenant.chat('POST', '/v1/chat-messages', message);
  const expiresAt = clock.now() - hour;
  const keys = Array.from({ length: 150 }, (_, index) => `many-${String(index).padStart(3, '0')}`);
  const carried = await instance.store.get({
    tenant: 'many-keys',
    collection: chatMessages.id,
    id: body.id,
  });
  await instance.store.commit(
    keys.map((id) => ({
      kind: 'create',
      ref: { tenant: 'many-keys', collection: 'data_keys', id },
      data: {
        expires_at: expiresAt,
        purge_shard: 0,
        category: chatMessages.id,
        pointer: `of-${id}`,
        algorithm: 'aes-256-gcm',
        wrapped: Buffer.alloc(1),
        created_at: expiresAt,
      },
    })),
  );
  // Each of the first hundred keys is used by a record of its own. So the run must continue after
  // these keys.
  const carriers = keys.slice(0, 100).map((dek, index) => ({
    kind: 'create' as const,
    ref: { tenant: 'many-keys', collection: chatMessages.id, id: `carrier-${index}` },
    data: { ...carried?.data, dek },
  }));
  await instance.store.commit(carriers);
  const report = await instance.purge();
  expect(report).toMatchObject({ complete: true, keys_destroyed: 50, keys_waiting: 100 });
});
