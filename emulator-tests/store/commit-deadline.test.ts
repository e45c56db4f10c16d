import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { FirestoreClient } from '@google-cloud/firestore-api/client_v1';
import {
  credentials,
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type sendUnaryData,
  status,
} from '@grpc/grpc-js';
import { expect, test } from 'vitest';
import { indexCollections } from '#shared/store/check-declared.ts';
import { createFirestoreStore } from '#shared/store/firestore-store.ts';
import { StoreUnavailable } from '#shared/store/store.ts';
import { contractCollections } from '#shared/store/testing/contract-fixture.ts';
import { createRestClient } from './rest-client.ts';

/**
 * The deadline is long enough for the first attempt, which also loads everything that the client
 * needs.
 */
const deadlineMs = 2_000;
const same = (bytes: Buffer) => bytes;

/**
 * How many commits the database received, and how many of them the client cancelled before an
 * answer.
 */
type Sent = { commits: number; givenUp: number };
type Database = {
  readonly sent: Sent;
  readonly client: FirestoreClient;
  readonly stop: () => Promise<void>;
};

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
  const sslCreds = credentials.createInsecure();
  const client = new FirestoreClient({ servicePath: '127.0.0.1', port, sslCreds });
  const stop = async () => {
    await client.close();
    server.forceShutdown();
  };
  return { sent, client, stop };
}

/**
 * Starts a database that answers in the same way, but speaks REST. Functions use REST in
 * production.
 */
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
  const client = createRestClient(`127.0.0.1:${(server.address() as AddressInfo).port}`);
  const stop = async () => {
    await client.close();
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
    const store = createFirestoreStore({
      client: () => client,
      rootOf: (id) => `projects/demo-deadline/databases/${id}`,
      collections: indexCollections(contractCollections),
      headers: {},
      deadlineMs,
      throttleDeletes: false,
      random: Math.random,
      sleep,
    });
    const ref = { tenant: 'acme', collection: 'things', id: 'one' };
    const commit = store.commit([{ kind: 'create', ref, data: { expires_at: 1 } }]);
    await expect(commit).rejects.toBeInstanceOf(StoreUnavailable);
    await expect.poll(() => sent.givenUp).toBe(1);
    const { commits } = sent;
    expect(commits).toBeGreaterThan(1);
    await sleep(deadlineMs);
    expect(sent.commits).toBe(commits);
    await stop();
  },
);
