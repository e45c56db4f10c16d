import { expect, test } from 'vitest';
import { scriptClient } from './testing/script-fetch.ts';

const id = '5f0c6b1e9a7d43f28c1b0e6d7a94f235';
const ok = { status: 200, body: { id } };
const gone = { status: 204 };
const changes = { email: 'anna@example.com', authenticated_by: 'code' } as const;
const owner = { channel: 'whatsapp', external_id: '+49 30 23125 014' } as const;

test('each call of `OwnVerbs`, and the deletion of a conversation, uses the correct path and body', async () => {
  const oks = (count: number) => Array.from({ length: count }, () => ok);
  const { client, sent } = scriptClient([...oks(2), gone, ...oks(10), gone, ...oks(5), gone]);
  await client.nluMessages.summary({ experience_id: 'shop', limit: 10 });
  await client.nluMessages.review(id, { verdict: 'corrected', intent: 'order' });
  await client.nluMessages.withdrawReview(id);
  await client.nluMessages.intents({ experience_id: 'shop' });
  await client.nluMessages.reviewMany([id], null);
  await client.nluMessages.queue({ intent: 'order', confidence_max: 0.5 });
  await client.nluMessages.queueCount({ experience_id: 'shop' });
  await client.nluMessages.accuracy({ limit: 10 });
  await client.messengerSessions.lookup(owner);
  await client.messengerSessions.lookupMany([owner]);
  await client.messengerSessions.deleteOf([owner]);
  await client.customers.merge(changes);
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
    'GET /v1/nlu-messages/intents?experience_id=shop',
    'PUT /v1/nlu-messages/reviews',
    'GET /v1/nlu-messages/queue?intent=order&confidence_max=0.5',
    'GET /v1/nlu-messages/queue/count?experience_id=shop',
    'GET /v1/nlu-messages/accuracy?limit=10',
    'POST /v1/messenger-sessions/lookup',
    'POST /v1/messenger-sessions/lookup',
    'POST /v1/messenger-sessions/delete',
    'PATCH /v1/customers',
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
    { ids: [id], review: null },
    owner,
    { items: [owner] },
    { items: [owner] },
    changes,
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
