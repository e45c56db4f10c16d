import { describe, expect, test } from 'vitest';
import { microsPerSecond } from '#shared/base/time/instant.ts';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { customers } from '#shared/categories/customers.ts';
import { messengerSessions } from '#shared/categories/messenger-sessions.ts';
import { categories } from '#shared/categories/registry.ts';
import { deleteConversation } from '#shared/domains/conversations/delete-conversation.ts';
import { createHeadWriter } from '#shared/domains/conversations/head-writer.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { deleteLookedUp } from '#shared/records/delete-looked-up.ts';
import { deleteRecord } from '#shared/records/delete-record.ts';
import { deleteRecords } from '#shared/records/delete-records.ts';
import { eraseScope } from '#shared/subjects/scopes/erase-scope.ts';
import { cancelPending, listPending } from '#shared/subjects/scopes/pending-changes.ts';
import { changeProfile } from '#shared/tenants/change-profile.ts';
import { hashAsRecipient, type ReceivedNotice } from './testing/create-notice-fixture.ts';
import { createToldFixture, email, signer } from './testing/create-told-fixture.ts';

const bert = 'bert@example.org';
const told = (received: () => readonly ReceivedNotice[]) =>
  received().map(({ event, category, records }) => ({ event, category, records }));

describe('a deletion by hand', () => {
  test('sends a notice with the id of the deleted record, and a hash that identifies its person', async () => {
    const { context, run, received, storeCustomer, hash, values } = await createToldFixture();
    const id = await storeCustomer();
    await deleteRecord(await context(), { category: customers, id });
    await run();
    expect(told(received)).toEqual([{ event: 'erasure', category: 'customers', records: [id] }]);
    expect(received()[0]?.values).toMatchObject([{ field: 'email', record: id, hmac: hash }]);
    expect(await values()).toEqual([]);
  });

  test('sends one notice about several deleted records, with one hash for the person of each record', async () => {
    const { context, run, received, storeCustomer, hash, secrets } = await createToldFixture();
    const [anna, other] = [await storeCustomer(), await storeCustomer(bert)];
    const missing = '0'.repeat(32);
    const going = { category: customers, ids: [anna, missing, other], idempotencyKey: 'k' };
    await deleteRecords(await context(), going);
    await deleteRecords(await context(), going);
    await run();
    expect(told(received)).toEqual([
      { event: 'erasure', category: 'customers', records: [anna, other] },
    ]);
    expect(received()[0]?.values).toMatchObject([
      { record: anna, hmac: hash },
      { record: other, hmac: hashAsRecipient(secrets.matching, bert) },
    ]);
  });

  test('sends a notice with the ids of the deleted records, even if the request states unique fields instead of ids, or deletes a conversation', async () => {
    const { context, run, received } = await createToldFixture();
    const ctx = await context();
    const owner = { channel: 'telegram', external_id: '491713920012' };
    const session = { ...owner, conversation_id: 'c1', state: {} };
    const { records } = await createRecords(ctx, { category: messengerSessions, body: session });
    const message = { conversation_id: 'c1', author: 'bot', text: 'Hallo' };
    const body = [message, message];
    const companions = createHeadWriter()(ctx);
    const messages = await createRecords(ctx, { category: chatMessages, body, companions });
    const deleted = { category: messengerSessions, body: { items: [owner] } };
    await deleteLookedUp(ctx, { ...deleted, idempotencyKey: undefined });
    await deleteConversation(ctx, { conversationId: 'c1' });
    await run();
    const byCategory = Object.fromEntries(received().map((each) => [each.category, each]));
    expect(byCategory['messenger_sessions']?.records).toEqual(records.map(({ id }) => id));
    expect(byCategory['messenger_sessions']?.values).toMatchObject([{ field: 'external_id' }]);
    expect(byCategory['chat_messages']?.records.toSorted()).toEqual(
      messages.records.map(({ id }) => id).toSorted(),
    );
    expect(byCategory['chat_messages']?.values).toEqual([]);
    expect(JSON.stringify(received())).not.toContain(owner.external_id);
  });

  test('sends no notice about a record that has expired', async () => {
    const { context, clock, notices } = await createToldFixture();
    const ctx = await context();
    const message = { conversation_id: 'c1', author: 'bot', text: 'Hallo' };
    const companions = createHeadWriter()(ctx);
    await createRecords(ctx, { category: chatMessages, body: message, companions });
    clock.now += 8 * 86_400_000_000;
    await deleteConversation(await context(), { conversationId: 'c1' });
    expect(await notices()).toEqual([]);
  });

  test('costs only the reads and writes of the deletion, if no endpoint gets notices about erasures', async () => {
    const { context, put, url, storeCustomer, takeCalls, notices } = await createToldFixture();
    await put('versand', { recipient: 'Paketdienst', url, events: ['correction'] });
    const id = await storeCustomer();
    const ctx = await context();
    takeCalls();
    await deleteRecord(ctx, { category: customers, id });
    expect(takeCalls()).toEqual({ get: 1, getAll: 1, commit: 2 });
    expect(await notices()).toEqual([]);
  });
});

describe('switching a category off', () => {
  const off = (existing: string) => ({
    categories: { customers: { destination: 'off', existing } },
  });

  test('sends one notice after the deletion of the records, if the tenant has chosen this deletion', async () => {
    const { context, run, received, erase, storeCustomer, owner } = await createToldFixture();
    for (const each of [email, bert]) await storeCustomer(each);
    const deps = await owner();
    await changeProfile({ ...deps, ...(await context()) }, deps, off('delete'));
    await run();
    expect(received()).toEqual([]);
    await erase();
    await erase();
    await run();
    expect(told(received)).toEqual([{ event: 'erasure', category: 'customers', records: [] }]);
    expect(received()[0]?.up_to).toMatch(/^2026-01-15T/);
  });

  test('sends no notice if the tenant has not chosen the deletion of the records', async () => {
    const { context, notices, erase, storeCustomer, owner } = await createToldFixture();
    await storeCustomer();
    const deps = await owner();
    await changeProfile({ ...deps, ...(await context()) }, deps, off('expire'));
    await erase();
    expect(await notices()).toEqual([]);
  });
});

describe('the erasure of the whole tenant', () => {
  const erase = async ({ context }: Awaited<ReturnType<typeof createToldFixture>>) => {
    const request = { body: { scope: { tenant: true }, confirm: true }, idempotencyKey: undefined };
    return (await eraseScope(await context(), { categories, signer }, request)).erasure.ref.id;
  };

  test('sends one notice at once if there is no cooling-off time, before the endpoints are deleted', async () => {
    const fixture = await createToldFixture();
    await fixture.storeCustomer();
    const id = await erase(fixture);
    await fixture.run();
    expect(fixture.received()).toMatchObject([
      { event: 'erasure', category: null, records: [], erasure: id, values: [] },
    ]);
    expect(fixture.received()[0]?.up_to).toMatch(/^2026-01-15T/);
    await fixture.erase();
    expect(await fixture.notices()).toEqual([]);
  });

  test('can be cancelled until 45 seconds before the notice is due, because the clock of the process that sends the notice may be ahead', async () => {
    const fixture = await createToldFixture();
    const { clock, owner, context, run, received, notices } = fixture;
    const deps = await owner();
    await changeProfile({ ...deps, ...(await context()) }, deps, { cooling_off_hours: 24 });
    const id = await erase(fixture);
    const dueAt = Number((await notices())[0]?.data['due_at']);
    const again = { ...(await owner()), ...(await context()) };
    clock.now = dueAt - 45 * microsPerSecond;
    expect((await listPending(again, again)).items).toEqual([]);
    await expect(cancelPending(again, again, { id })).rejects.toMatchObject({
      code: 'record-not-found',
    });
    clock.now -= 1;
    expect((await listPending(again, again)).items).toMatchObject([{ id }]);
    await cancelPending(again, again, { id });
    clock.now = dueAt;
    await run();
    expect(received()).toEqual([]);
  });

  test('gives up no notice if the erasure was cancelled, and the sweep runs only after the time for the delivery', async () => {
    const fixture = await createToldFixture();
    const { clock, owner, context, run, received, notices, givenUp } = fixture;
    const deps = await owner();
    await changeProfile({ ...deps, ...(await context()) }, deps, { cooling_off_hours: 24 });
    const id = await erase(fixture);
    const again = await owner();
    await cancelPending({ ...again, ...(await context()) }, again, { id });
    clock.now = Number((await notices())[0]?.data['until']);
    await run();
    expect([received(), await notices(), givenUp]).toEqual([[], [], []]);
  });

  test('sends the notice only at the end of the cooling-off time, and sends no notice if the erasure is cancelled', async () => {
    const fixture = await createToldFixture();
    const { clock, owner, context, run, received, notices, givenUp } = fixture;
    const deps = await owner();
    const change = { cooling_off_hours: 24 };
    await changeProfile({ ...deps, ...(await context()) }, deps, change);
    const [first, second] = [await erase(fixture), await erase(fixture)];
    const again = await owner();
    await cancelPending({ ...again, ...(await context()) }, again, { id: first });
    await run();
    expect(received()).toEqual([]);
    clock.now += 24 * 3_600_000_000 + 1_000;
    await run();
    expect(received()).toMatchObject([{ event: 'erasure', category: null, erasure: second }]);
    expect((await notices()).map(({ data }) => data['erasure'])).toEqual([second]);
    expect(givenUp).toEqual([]);
  });
});
