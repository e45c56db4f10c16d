import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AggregateField, Firestore } from '@google-cloud/firestore';

// The client works over REST, as functions use it in production. A server in this file records each
// request.

const time = '2026-11-01T00:00:00Z';
const document = {
  name: 'projects/demo-rest/databases/mayfly/documents/notes/one',
  fields: { text: { stringValue: 'Grüß Gott' }, count: { integerValue: '5' } },
  createTime: time,
  updateTime: time,
};
const answers: readonly (readonly [string, unknown])[] = [
  [':commit', { writeResults: [{ updateTime: time }], commitTime: time }],
  [':batchWrite', { writeResults: [{ updateTime: time }], status: [{ code: 0 }] }],
  [':batchGet', [{ found: document, readTime: time }]],
  [':runQuery', [{ document, readTime: time }]],
  [
    ':runAggregationQuery',
    [{ result: { aggregateFields: { aggregate_0: { integerValue: '1' } } }, readTime: time }],
  ],
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
  const firestore = new Firestore({
    projectId: 'demo-rest',
    databaseId: 'mayfly',
    preferRest: true,
    host,
    ssl: false,
    // Stands for the service account of the machine.
    authClient: { fetch, getRequestHeaders: async () => new Headers() },
  });
  const notes = firestore.collection('notes');
  await notes.doc('one').create({ text: 'Grüß Gott', count: 5, sealed: Buffer.from('bytes') });
  const read = (await notes.doc('one').get()).data();
  const found = (await notes.where('count', '==', 5).limit(2).get()).docs.map((one) => one.data());
  const count = (await notes.count().get()).data();
  const sum = (await notes.aggregate({ sum: AggregateField.sum('count') }).get()).data();
  const writer = firestore.bulkWriter({ throttling: false });
  const deleted = writer.delete(notes.doc('one'));
  await writer.close();
  console.log(JSON.stringify({ asked, read, found, count, sum, deleted: await deleted }));
  process.exit();
}

const server = createServer((request, response) => void answer(request, response));
server.listen(0, '127.0.0.1', () => {
  void speak(`127.0.0.1:${(server.address() as AddressInfo).port}`);
});
