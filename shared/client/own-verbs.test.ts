import { expect, test } from 'vitest';
import { scriptClient } from './testing/script-fetch.ts';

const id = '5f0c6b1e9a7d43f28c1b0e6d7a94f235';
const ok = { status: 200, body: { id } };
const gone = { status: 204 };

test('eleven calls of `OwnVerbs`, and the deletion of a conversation, use the correct path and body', async () => {
  const { client, sent } = scriptClient([ok, ok, gone, ok, ok, gone, ok, ok, ok, ok, ok, gone]);
  await client.nluMessages.summary({ experience_id: 'shop', limit: 10 });
  await client.nluMessages.review(id, { verdict: 'corrected', intent: 'order' });
  await client.nluMessages.withdrawReview(id);
  await client.messengerSessions.lookup({ channel: 'whatsapp', external_id: '+49 30 23125 014' });
  await client.customers.history(id);
  await client.customers.clearHistory(id);
  await client.marketingConsents.confirm(id, { ip: '203.0.113.7' });
  await client.marketingConsents.withdraw(id, { reason: 'complaint' });
  await client.marketingConsents.proof(id);
  await client.marketingConsents.summary();
  await client.marketingConsents.ending({ never_exported: 'true' });
  await client.conversations.delete('c-1');
  const paths = sent.map(({ method, url }) => `${method} ${url.replace(/^https:..[^/]*/, '')}`);
  expect(paths).toEqual([
    'GET /v1/nlu-messages/summary?experience_id=shop&limit=10',
    `PUT /v1/nlu-messages/${id}/review`,
    `DELETE /v1/nlu-messages/${id}/review`,
    'POST /v1/messenger-sessions/lookup',
    `GET /v1/customers/${id}/history`,
    `DELETE /v1/customers/${id}/history`,
    `POST /v1/marketing-consents/${id}/confirm`,
    `POST /v1/marketing-consents/${id}/withdraw`,
    `GET /v1/marketing-consents/${id}/proof`,
    'GET /v1/marketing-consents/summary',
    'GET /v1/marketing-consents/ending?never_exported=true',
    'DELETE /v1/conversations/c-1',
  ]);
  expect(sent.map(({ body }) => body).filter((body) => body !== undefined)).toEqual([
    { verdict: 'corrected', intent: 'order' },
    { channel: 'whatsapp', external_id: '+49 30 23125 014' },
    { ip: '203.0.113.7' },
    { reason: 'complaint' },
  ]);
});

test('a personal value in place of an id is refused before anything is sent', async () => {
  const { client, sent } = scriptClient([]);
  await expect(client.marketingConsents.proof('anna@example.com')).rejects.toThrow(TypeError);
  await expect(client.conversations.delete('0302312-5014')).rejects.toThrow(TypeError);
  expect(sent).toEqual([]);
});

test('a call of `OwnVerbs` is repeated if the answer is 503', async () => {
  const { client, sent } = scriptClient([{ status: 503 }, ok]);
  await client.marketingConsents.withdraw(id);
  expect(sent).toHaveLength(2);
});
