import http, { type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { indexCollections } from './check-declared.ts';
import { createRestClient } from './connect-firestore.ts';
import { createFirestoreStore } from './firestore-store.ts';
import { StoreUnavailable } from './store.ts';
import { contractCollections } from './testing/contract-fixture.ts';

async function serve(listener: RequestListener): Promise<number> {
  const server = http.createServer(listener).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** A server that gives out access tokens as on Cloud Run. It answers when `release` is called. */
async function startMetadata() {
  const { promise, resolve: release } = Promise.withResolvers<void>();
  const token = JSON.stringify({ access_token: 'token', expires_in: 3_600, token_type: 'Bearer' });
  const port = await serve(({ url }, response) => {
    response.writeHead(200, { 'metadata-flavor': 'Google', 'content-type': 'application/json' });
    if (url?.includes('token') !== true) response.end(token);
    else void promise.then(() => response.end(token));
  });
  vi.stubEnv('GCE_METADATA_HOST', `127.0.0.1:${port}`);
  vi.stubEnv('METADATA_SERVER_DETECTION', 'assume-present');
  vi.stubEnv('CLOUDSDK_CONFIG', '/none');
  vi.stubEnv('K_SERVICE', 'chat');
  return { release };
}

test('if the deadline of a call ends before the access token arrives, the call is not sent and does not end the process', async () => {
  const sent: (string | undefined)[] = [];
  const port = await serve((request, response) => {
    sent.push(request.headers.authorization);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{"writeResults":[{}],"commitTime":"2026-11-01T00:00:00.1Z"}');
  });
  const { release } = await startMetadata();
  const settings = { projectId: 'demo', protocol: 'http', servicePath: '127.0.0.1', port };
  const client = createRestClient(settings);
  const storeWith = (deadlineMs: number) =>
    createFirestoreStore({
      client: () => client,
      rootOf: (id) => `projects/demo/databases/${id}`,
      collections: indexCollections(contractCollections),
      headers: {},
      deadlineMs,
      throttleDeletes: false,
      random: () => 1,
      sleep: async () => undefined,
    });
  const store = storeWith(200);
  const ref = { tenant: 'acme', collection: 'things', id: 'a' };
  const write = { kind: 'put', ref, data: { expires_at: 1, purge_shard: 0 } } as const;
  await expect(store.commit([write])).rejects.toBeInstanceOf(StoreUnavailable);
  await expect(store.get(ref)).rejects.toBeInstanceOf(StoreUnavailable);
  release();
  await sleep(100);
  expect(sent).toEqual([]);
  expect(await storeWith(30_000).commit([write])).toHaveLength(1);
  expect(sent).toEqual(['Bearer token']);
});
