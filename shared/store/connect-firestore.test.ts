import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type sendUnaryData,
  status,
} from '@grpc/grpc-js';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startProxy } from '#shared/base/grpc/testing/start-proxy.ts';
import { connectFirestore, type FirestoreOptions } from './connect-firestore.ts';
import { StoreUnavailable } from './store.ts';
import { contractCollections } from './testing/contract-fixture.ts';

/**
 * A metadata server, which gives a Google client its credentials. It answers when `release` is
 * called.
 */
async function startMetadata() {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const server = http.createServer((_, response) => {
    void released.then(() =>
      response.writeHead(200, { 'metadata-flavor': 'Google' }).end('googleapis.com'),
    );
  });
  server.listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  vi.stubEnv('GCE_METADATA_HOST', `127.0.0.1:${port}`);
  vi.stubEnv('METADATA_SERVER_DETECTION', 'ping-only');
  vi.stubEnv('CLOUDSDK_CONFIG', '/none');
  return { release };
}

type Commit = ServerUnaryCall<Buffer, Buffer>;
type Answer = sendUnaryData<Buffer>;

/** Starts a database whose commits are answered by `commit`. */
async function startDatabase(commit: (call: Commit, answer: Answer) => void) {
  const server = new Server();
  const same = (bytes: Buffer) => bytes;
  server.register('/google.firestore.v1.Firestore/Commit', commit, same, same, 'unary');
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  onTestFinished(() => server.forceShutdown());
  const storeWith = (deadlineMs: number, own: Partial<FirestoreOptions> = {}) => {
    const store = connectFirestore({
      projectId: 'demo',
      emulatorHost: `127.0.0.1:${port}`,
      collections: contractCollections,
      deadlineMs,
      databaseIds: {
        mayfly: 'mayfly',
        'mayfly-keys': 'mayfly-keys',
        'mayfly-audit': 'mayfly-audit',
        'mayfly-access': 'mayfly-access',
        'mayfly-reports': 'mayfly-reports',
      },
      ...own,
    });
    onTestFinished(() => store.close());
    return store;
  };
  return { port, storeWith };
}

const ref = { tenant: 'acme', collection: 'things', id: 'a' };
const write = { kind: 'put', ref, data: { expires_at: 1, purge_shard: 0 } } as const;

test('if the deadline of a call ends before the client has its credentials, the call is not sent', async () => {
  let commits = 0;
  const { storeWith } = await startDatabase((_, answer) => {
    commits += 1;
    answer(null, Buffer.alloc(0));
  });
  const { release } = await startMetadata();
  const early = storeWith(200);
  await expect(early.commit([write])).rejects.toBeInstanceOf(StoreUnavailable);
  await expect(early.get(ref)).rejects.toBeInstanceOf(StoreUnavailable);
  release();
  await sleep(100);
  expect(commits).toBe(0);
  expect(await storeWith(30_000).commit([write])).toHaveLength(1);
  expect(commits).toBe(1);
});

test('a commit without an answer ends at its deadline, and the client does not send it again after the deadline', async () => {
  // The deadline is long enough for the first attempt, which also loads all that the client needs.
  const deadlineMs = 2_000;
  let received = 0;
  let cancelled = 0;
  const { storeWith } = await startDatabase((call, answer) => {
    received += 1;
    if (received === 1) answer({ code: status.UNAVAILABLE, details: 'not yet' });
    else call.on('cancelled', () => void (cancelled += 1));
  });
  const commit = storeWith(deadlineMs).commit([write]);
  await expect(commit).rejects.toBeInstanceOf(StoreUnavailable);
  await expect.poll(() => cancelled).toBe(1);
  expect(received).toBeGreaterThan(1);
  const sent = received;
  await sleep(deadlineMs);
  expect(received).toBe(sent);
});

test('if the connection broke without a sign while there were no calls, the next call succeeds on a new connection', async () => {
  const { port, storeWith } = await startDatabase((_, answer) => answer(null, Buffer.alloc(0)));
  const proxy = await startProxy(port);
  const store = storeWith(15_000, { emulatorHost: proxy.host, keepaliveMs: 100 });
  await store.commit([write]);
  await sleep(200);
  proxy.breakSilently();
  expect(await store.commit([write])).toHaveLength(1);
});
