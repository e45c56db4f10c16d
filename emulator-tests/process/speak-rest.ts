import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { indexCollections } from '#shared/store/check-declared.ts';
import { createFirestoreStore } from '#shared/store/firestore-store.ts';
import { contractCollections } from '#shared/store/testing/contract-fixture.ts';
import { createRestClient } from '../store/rest-client.ts';

// This program uses the store over REST, as functions do in production. Its own server takes the
// place of Firestore, and records each request.

const time = '2026-11-01T00:00:00.123456789Z';
const document = {
  name: 'projects/demo-rest/databases/mayfly/documents/tenants/acme/things/one',
  fields: {
    expires_at: { timestampValue: time },
    name: { stringValue: 'Grüß Gott' },
    score: { integerValue: '5' },
    secret_aes: { bytesValue: 'Ynl0ZXM=' },
  },
  createTime: time,
  updateTime: time,
};
const aggregateFields = {
  count: { integerValue: '1' },
  sum: { integerValue: '5' },
  average: { doubleValue: 5 },
};
const answers: readonly (readonly [string, unknown])[] = [
  [':commit', { writeResults: [{ updateTime: time }], commitTime: time }],
  [':batchWrite', { writeResults: [{ updateTime: time }], status: [{ code: 0 }] }],
  [':batchGet', [{ found: document, readTime: time }]],
  [':runQuery', [{ document, readTime: time }]],
  [':runAggregationQuery', [{ result: { aggregateFields }, readTime: time }]],
];
const asked: unknown[] = [];

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += String(chunk);
  asked.push([request.method, request.url, JSON.parse(body)]);
  const [, found] = answers.find(([verb]) => request.url?.includes(verb)) ?? [];
  response.writeHead(found === undefined ? 404 : 200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(found ?? {}));
}

async function speak(host: string): Promise<void> {
  const client = createRestClient(host);
  const store = createFirestoreStore({
    client: () => client,
    rootOf: (id) => `projects/demo-rest/databases/${id}`,
    collections: indexCollections(contractCollections),
    headers: {},
    deadlineMs: 10_000,
    throttleDeletes: false,
    random: Math.random,
    sleep,
  });
  const ref = { tenant: 'acme', collection: 'things', id: 'one' };
  const data = { expires_at: 1_793_491_200_123_456, name: 'Grüß Gott', score: 5, flag: true };
  const bytes = { secret_aes: Buffer.from('bytes'), names: ['a', 'b'] };
  const [version] = await store.commit([{ kind: 'create', ref, data: { ...data, ...bytes } }]);
  const read = await store.get(ref);
  const things = {
    collection: 'things',
    tenant: 'acme',
    where: [{ field: 'score', op: '==', value: 5 }],
    orderBy: [{ field: 'score', direction: 'desc' }],
  } as const;
  const found = await store.query({ ...things, limit: 2, startAfter: [6, 'zero'] });
  const count = await store.count(things);
  const sum = await store.aggregate(things, 'score');
  const deleted = await store.deleteEach(found);
  console.log(JSON.stringify({ asked, version, read, found, count, sum, deleted }));
  process.exit();
}

const server = createServer((request, response) => void answer(request, response));
server.listen(0, '127.0.0.1', () => {
  void speak(`127.0.0.1:${(server.address() as AddressInfo).port}`);
});
