import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Firestore } from '@google-cloud/firestore';
import {
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type sendUnaryData,
  status,
} from '@grpc/grpc-js';
import { expect, test } from 'vitest';
import { giveCommitsUp } from '#shared/store/commit-deadline.ts';

/** In this time the first attempt can load everything that the client needs. */
const deadlineMs = 2_000;
const same = (bytes: Buffer) => bytes;

/**
 * The number of commits that the database received, and the number of commits that the client
 * cancelled before an answer.
 */
type Sent = { commits: number; givenUp: number };
type Database = {
  readonly sent: Sent;
  readonly client: Firestore;
  readonly stop: () => Promise<void>;
};

const owner = { authorization: 'Bearer owner' };

/**
 * Starts a database that speaks gRPC. It answers the first commit with UNAVAILABLE. It does not
 * answer later commits.
 */
async function startSilentGrpc(): Promise<Database> {
  const sent: Sent = { commits: 0, givenUp: 0 };
  const server = new Server();
  const commit = (call: ServerUnaryCall<Buffer, Buffer>, answer: sendUnaryData<Buffer>) => {
    sent.commits += 1;
    if (sent.commits === 1) answer({ code: status.UNAVAILABLE, details: 'not yet' });
    else call.on('cancelled', () => void (sent.givenUp += 1));
  };
  server.register('/google.firestore.v1.Firestore/Commit', commit, same, same, 'unary');
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  const client = new Firestore({
    projectId: 'demo-deadline',
    databaseId: 'mayfly',
    host: `127.0.0.1:${port}`,
    ssl: false,
    customHeaders: owner,
  });
  const stop = async () => {
    await client.terminate();
    server.forceShutdown();
  };
  return { sent, client, stop };
}

/** Starts the same database with REST, which functions use in production. */
async function startSilentRest(): Promise<Database> {
  const sent: Sent = { commits: 0, givenUp: 0 };
  const server = createHttpServer((request, response) => {
    request.resume();
    sent.commits += 1;
    response.on('close', () => {
      if (!response.writableEnded) sent.givenUp += 1;
    });
    if (sent.commits > 1) return;
    response.writeHead(503, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: { code: 503, status: 'UNAVAILABLE', message: '' } }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = new Firestore({
    projectId: 'demo-deadline',
    databaseId: 'mayfly',
    preferRest: true,
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    ssl: false,
    authClient: { fetch, getRequestHeaders: async () => new Headers() },
  });
  const stop = async () => {
    await client.terminate();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { sent, client, stop };
}

test.each([
  ['gRPC', startSilentGrpc],
  ['REST', startSilentRest],
])(
  'over %s a commit without an answer ends at its deadline, and the client does not send it again',
  async (_, start) => {
    const { sent, client, stop } = await start();
    giveCommitsUp(client, deadlineMs);
    const batch = client.batch();
    batch.create(client.doc('notes/one'), { text: 'x' });
    await expect(batch.commit()).rejects.toMatchObject({ code: status.DEADLINE_EXCEEDED });
    await expect.poll(() => sent.givenUp).toBe(1);
    const { commits } = sent;
    expect(commits).toBeGreaterThan(1);
    await new Promise((resolve) => setTimeout(resolve, deadlineMs));
    expect(sent.commits).toBe(commits);
    await stop();
  },
);
