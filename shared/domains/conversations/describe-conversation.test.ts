import { expect, test } from 'vitest';
import { microsPerDay } from '#shared/base/time/instant.ts';
import { customers } from '#shared/categories/customers.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { describeConversation } from './describe-conversation.ts';
import { setSubject } from './set-subject.ts';
import { createTalk } from './testing/create-talk.ts';

const email = 'anna@example.com';
const input = { conversationId: 'c' };

async function createSaid() {
  const talk = createTalk();
  await talk.say('c', ['Hallo']);
  const body = { email, authenticated_by: 'sign_in', values: { city: 'Wien' } };
  const { records } = await createRecords(talk.ctx, { category: customers, body });
  return { ...talk, customerId: records[0]?.id };
}

test('the description of a conversation shows the kinds of identifiers of its subject, and the customer’s id', async () => {
  const { ctx, customerId, fixture } = await createSaid();
  expect((await describeConversation(ctx, input)).said_to_be_with).toEqual([]);
  await setSubject(ctx, { ...input, body: { email } });
  await setSubject(ctx, { ...input, body: { phone: '+49 30 23125 001' } });
  fixture.takeCalls();
  const told = await describeConversation(ctx, input);
  expect(fixture.takeCalls()).toEqual({ getAll: 1, query: 1 });
  expect(told).toMatchObject({ id: 'c', messages: 1, last_message: { preview: 'Hallo' } });
  expect(told.said_to_be_with.map(({ kind, customer_id }) => [kind, customer_id])).toEqual([
    ['email', customerId],
    ['phone', undefined],
  ]);
  expect(JSON.stringify(told)).not.toContain(email);
});

test('a caller without the right to read customers does not get the id of the customer', async () => {
  const { ctx, fixture } = await createSaid();
  await setSubject(ctx, { ...input, body: { email } });
  const reader = fixture.contextOf('acme', ['chat_messages:masked']);
  const told = await describeConversation(reader, input);
  expect(told.said_to_be_with.map(({ kind, customer_id }) => [kind, customer_id])).toEqual([
    ['email', undefined],
  ]);
  expect(told.last_message).not.toHaveProperty('preview');
});

test('a conversation is not found if it is unknown, has expired or belongs to another tenant', async () => {
  const { ctx, fixture } = await createSaid();
  const missing = { code: 'record-not-found' };
  await expect(describeConversation(ctx, { conversationId: 'd' })).rejects.toMatchObject(missing);
  const other = fixture.contextOf('other');
  await expect(describeConversation(other, input)).rejects.toMatchObject(missing);
  fixture.clock.now += 7 * microsPerDay;
  await expect(describeConversation(ctx, input)).rejects.toMatchObject(missing);
});
