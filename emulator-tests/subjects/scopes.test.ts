import { expect, test } from 'vitest';
import { microsPerSecond } from '#shared/base/time/instant.ts';
import { callerOf } from '../harness/caller.ts';
import { createTestClock } from '../harness/clock.ts';
import { createInstance, storeKey } from '../harness/instance.ts';
import { useStack } from '../harness/stack.ts';
import { findValues } from '../production-rules/find-values.ts';

const stack = useStack('demo-scopes');
const clock = createTestClock();
const minute = 60 * microsPerSecond;
const email = 'Leopoldine.Haselnuss@example.org';

/** Creates a tenant with records of several categories. */
async function createFilled(tenant: string) {
  const instance = createInstance(stack(), { now: clock.now });
  const key = await storeKey(instance, clock.now, tenant);
  const { chat, customers, subjects, tenants } = instance;
  const loyalty = instance.appOf('loyalty');
  const post = async (target: Parameters<typeof callerOf>[0], path: string, body: unknown) => {
    clock.advance(microsPerSecond);
    const { status } = await callerOf(target, key)('POST', path, body);
    expect([path, status]).toEqual([path, 201]);
  };
  const words = { conversation_id: `c-${tenant}`, author: 'customer', text: `Hier ist ${email}` };
  const fill = async () => {
    await post(chat, '/v1/chat-messages', [words, words]);
    await post(customers, '/v1/customers', { email, authenticated_by: 'sso' });
    await post(loyalty, '/v1/loyalty-transactions', { email, coins: 10, reason: 'visit' });
  };
  await fill();
  const sweep = async () => {
    clock.advance(2 * minute);
    await instance.erase();
    await instance.purge();
  };
  return {
    key,
    sweep,
    chat: callerOf(chat, key),
    customers: callerOf(customers, key),
    asks: callerOf(subjects, key),
    tenants: callerOf(tenants, key),
    say: () => post(chat, '/v1/chat-messages', words),
  };
}

const of = async (tenant: string) =>
  (await stack().readState()).filter((each) => each.tenant === tenant);

test('an erasure of a category first hides its records, then deletes and counts them; records that are created after the request stay', async () => {
  const { asks, chat, customers, say, sweep } = await createFilled('blumen');
  const scope = { category: 'chat_messages' };
  clock.advance(microsPerSecond);
  const accepted = await asks('POST', '/v1/erasures', { scope, confirm: true });
  expect([accepted.status, accepted.body['to_do']]).toEqual([202, 3]);
  clock.advance(5 * microsPerSecond);
  expect((await chat('GET', '/v1/chat-messages')).body.items).toEqual([]);
  expect((await chat('GET', '/v1/conversations')).body.items).toEqual([]);
  await say();
  await sweep();
  const told = await asks('GET', `/v1/erasures/${accepted.body.id}`);
  expect(told.body).toMatchObject({ status: 'complete', done: 2, to_do: 0, receipt_number: 1 });
  const { items } = (await chat('GET', '/v1/conversations')).body;
  expect(items).toMatchObject([{ id: 'c-blumen', messages: 1 }]);
  expect((await chat('GET', '/v1/chat-messages')).body.items).toHaveLength(1);
  expect((await customers('GET', '/v1/customers')).body.items).toHaveLength(1);
});

test('if an erasure is cancelled over HTTP during its cooling-off time, it erases nothing', async () => {
  const { asks, chat, tenants, sweep } = await createFilled('garten');
  await tenants('PUT', '/v1/tenant', { cooling_off_hours: 1 });
  clock.advance(6 * microsPerSecond);
  const scope = { category: 'chat_messages' };
  const accepted = await asks('POST', '/v1/erasures', { scope, confirm: true });
  expect(accepted.body['status']).toBe('cooling-off');
  const pending = await tenants('GET', '/v1/tenant/pending');
  expect(pending.body.items.map(({ id }) => id)).toEqual([accepted.body.id]);
  const cancelled = await tenants('DELETE', `/v1/tenant/pending/${accepted.body.id}`);
  expect(cancelled.status).toBe(204);
  clock.advance(61 * minute);
  await sweep();
  expect((await chat('GET', '/v1/chat-messages')).body.items).toHaveLength(2);
  const told = await asks('GET', `/v1/erasures/${accepted.body.id}`);
  expect(told.body['status']).toBe('cancelled');
  // A cancelled erasure never gets a receipt.
  const receipt = await asks('GET', `/v1/erasures/${accepted.body.id}/receipt`);
  expect([receipt.status, receipt.body.code]).toEqual([404, 'record-not-found']);
});

const decisions: readonly (readonly [string, string, object])[] = [
  ['a shorter retention', 'rasen', { chat_messages: { retention_days: 1 } }],
  [
    'switching a category off',
    'hecke',
    { chat_messages: { destination: 'off', existing: 'delete' } },
  ],
];

test.each(decisions)(
  '%s has no effect during the cooling-off time; if it is cancelled before the end of this time, no record is hidden or deleted',
  async (_name, tenant, changed) => {
    const { chat, tenants, sweep } = await createFilled(tenant);
    await tenants('PUT', '/v1/tenant', { cooling_off_hours: 72 });
    clock.advance(6 * microsPerSecond);
    const before = (await tenants('GET', '/v1/tenant')).body;
    const asked = await tenants('PUT', '/v1/tenant', { categories: changed });
    expect(asked.status).toBe(200);
    const effectiveAt = Date.parse(String(asked.body['effective_at'])) * 1_000;
    expect(effectiveAt - clock.now()).toBeGreaterThanOrEqual(72 * 60 * minute);
    const { items } = (await tenants('GET', '/v1/tenant/pending')).body;
    expect(items.map((item) => item['category'])).toEqual(['chat_messages']);
    const [{ id } = { id: '' }] = items;
    clock.advance(71 * 60 * minute);
    await sweep();
    expect((await chat('GET', '/v1/chat-messages')).body.items).toHaveLength(2);
    expect((await tenants('DELETE', `/v1/tenant/pending/${id}`)).status).toBe(204);
    const again = await tenants('DELETE', `/v1/tenant/pending/${id}`);
    expect([again.status, again.body.code]).toEqual([404, 'record-not-found']);
    clock.advance(2 * 60 * minute);
    await sweep();
    expect((await chat('GET', '/v1/chat-messages')).body.items).toHaveLength(2);
    const after = (await tenants('GET', '/v1/tenant')).body;
    expect(after['categories']).toEqual(before['categories']);
    expect(after['pending']).toEqual([]);
  },
);

test('if the erasure of a tenant is cancelled over HTTP during its cooling-off time, the tenant and its records stay', async () => {
  const { asks, chat, tenants, sweep } = await createFilled('laube');
  await tenants('PUT', '/v1/tenant', { cooling_off_hours: 1 });
  clock.advance(6 * microsPerSecond);
  const accepted = await asks('POST', '/v1/erasures', { scope: { tenant: true }, confirm: true });
  expect(accepted.body['status']).toBe('cooling-off');
  const cancelled = await tenants('DELETE', `/v1/tenant/pending/${accepted.body.id}`);
  expect(cancelled.status).toBe(204);
  clock.advance(61 * minute);
  for (let round = 0; round < 3; round += 1) await sweep();
  expect((await chat('GET', '/v1/chat-messages')).body.items).toHaveLength(2);
  const told = await asks('GET', `/v1/erasures/${accepted.body.id}`);
  expect([told.status, told.body['status']]).toEqual([200, 'cancelled']);
});

test('an erased tenant leaves only its erasures, receipts and ledger entries in the databases, and its callers are refused', async () => {
  const leaving = await createFilled('kaffee');
  const other = await createFilled('tee');
  const before = await of('tee');
  const accepted = await leaving.asks('POST', '/v1/erasures', {
    scope: { tenant: true },
    confirm: true,
  });
  expect(accepted.status).toBe(202);
  clock.advance(5 * microsPerSecond);
  const refused = await leaving.chat('GET', '/v1/chat-messages');
  expect([refused.status, refused.body.code]).toEqual([410, 'tenant-erased']);
  const told = await leaving.asks('GET', `/v1/erasures/${accepted.body.id}`);
  expect([told.status, told.body['status']]).toEqual([200, 'running']);
  for (let round = 0; round < 3; round += 1) await leaving.sweep();
  await leaving.sweep();
  const left = await of('kaffee');
  // The ledger, which lists the deletions that a restore repeats, contains only ids. Its entries
  // are kept as long as a backup could bring the data back.
  const kept = new Set(left.map(({ collection }) => collection));
  expect([...kept].toSorted()).toEqual(['erasures', 'ledger_entries', 'receipts']);
  const raw = (await stack().exportRaw()).filter((each) => JSON.stringify(each).includes('kaffee'));
  expect(findValues(raw, [email])).toEqual([]);
  const gone = await leaving.chat('GET', '/v1/chat-messages');
  expect([gone.status, gone.body.code]).toEqual([401, 'credential-unknown']);
  expect((await of('tee')).map(({ collection, id }) => [collection, id])).toEqual(
    expect.arrayContaining(before.map(({ collection, id }) => [collection, id])),
  );
  expect((await other.customers('GET', '/v1/customers')).body.items).toHaveLength(1);
});
