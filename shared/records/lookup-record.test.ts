import { expect, test } from 'vitest';
import { customers } from '#shared/categories/customers.ts';
import { messengerSessions } from '#shared/categories/messenger-sessions.ts';
import type { Context } from './context.ts';
import { lookupRecord } from './lookup-record.ts';
import { createTestFixture } from './testing/create-test-context.ts';
import { upsertRecord } from './upsert-record.ts';

const category = messengerSessions;
const unique = { channel: 'facebook', external_id: 'PSID-4711' };
const body = (step: number) => ({ ...unique, conversation_id: 'c', state: { step } });

/** A context in which every call for a bcrypt hash fails. */
function withoutBcrypt(ctx: Context): Context {
  const hash = () => Promise.reject(new Error('a bcrypt hash was asked for'));
  return { ...ctx, lookup: { ...ctx.lookup, hash } };
}

test('if the keys are in memory, a lookup costs two reads, of the mark and of the record, and computes no bcrypt hash', async () => {
  const fixture = createTestFixture();
  await upsertRecord(fixture.contextOf('acme'), { category, body: body(1) });
  const fresh = withoutBcrypt(fixture.otherProcess('acme'));
  await lookupRecord(fresh, { category, body: unique });
  fixture.takeCalls();
  const found = await lookupRecord(fresh, { category, body: unique });
  expect(fixture.takeCalls()).toEqual({ get: 2 });
  expect(found.fields).toEqual(body(1));
});

test('a lookup of a missing session costs one read, of the mark', async () => {
  const fixture = createTestFixture();
  const ctx = fixture.contextOf('acme');
  await upsertRecord(ctx, { category, body: body(1) });
  fixture.takeCalls();
  const other = { ...unique, external_id: 'PSID-0' };
  await expect(lookupRecord(ctx, { category, body: other })).rejects.toMatchObject({
    code: 'record-not-found',
  });
  expect(fixture.takeCalls()).toEqual({ get: 1 });
});

test('a process without cached hashes computes no bcrypt hash when it replaces a session', async () => {
  const fixture = createTestFixture();
  await upsertRecord(fixture.contextOf('acme'), { category, body: body(1) });
  const fresh = withoutBcrypt(fixture.otherProcess('acme'));
  const { created, record } = await upsertRecord(fresh, { category, body: body(2) });
  expect([created, record.fields['state']]).toEqual([false, { step: 2 }]);
  expect((await lookupRecord(fresh, { category, body: unique })).fields).toEqual(body(2));
});

test('a process without cached hashes computes no bcrypt hash when it upserts an existing customer, even if the stored email has other capital letters', async () => {
  const fixture = createTestFixture();
  const customer = (email: string) => ({ email, authenticated_by: 'sso' });
  const input = { category: customers, body: customer('anna@example.com') };
  await upsertRecord(fixture.contextOf('acme'), input);
  const fresh = withoutBcrypt(fixture.otherProcess('acme'));
  const body = customer('Anna@Example.com');
  expect(await upsertRecord(fresh, { ...input, body })).toMatchObject({
    created: false,
    record: { fields: body },
  });
});
