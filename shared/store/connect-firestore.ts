import { setTimeout as sleep } from 'node:timers/promises';
import { FirestoreClient } from '@google-cloud/firestore-api/client_v1';
import { type Client, credentials } from '@grpc/grpc-js';
import { channelOptions } from '#shared/base/grpc/channel-options.ts';
import { connectOnce } from '#shared/base/grpc/connect-once.ts';
import { indexCollections } from './check-declared.ts';
import type { Collection } from './declare-collection.ts';
import { encodingCommits } from './encode-commits.ts';
import type { Stub } from './firestore-calls.ts';
import { createFirestoreStore } from './firestore-store.ts';
import type { DatabaseId, Store } from './store.ts';

/** With this credential the emulator ignores its security rules, which deny everything. */
const emulatorOwner = { authorization: 'Bearer owner' };

export type FirestoreOptions = {
  readonly projectId: string;
  /** `host:port` of the emulator. Undefined if the store uses Firestore in Google Cloud. */
  readonly emulatorHost: string | undefined;
  readonly collections: readonly Collection[];
  /** The number of milliseconds after which a call counts as unanswered. */
  readonly deadlineMs: number;
  /**
   * If there were no calls for this number of milliseconds, the next call also checks the
   * connection.
   */
  readonly keepaliveMs?: number;
  /** The names of the databases in this deployment. */
  readonly databaseIds: { readonly [id in DatabaseId]: string };
};

/** Creates the client, which speaks gRPC with the emulator or with Firestore in Google Cloud. */
function createClient(options: FirestoreOptions): FirestoreClient {
  const { projectId, emulatorHost, keepaliveMs } = options;
  const shared = { projectId, ...channelOptions(keepaliveMs) };
  if (emulatorHost === undefined) return new FirestoreClient(shared);
  const { hostname, port } = new URL(`http://${emulatorHost}`);
  const sslCreds = credentials.createInsecure();
  return new FirestoreClient({ ...shared, servicePath: hostname, port: Number(port), sslCreds });
}

/**
 * Creates the {@link Store} on Firestore's named databases. One client calls all databases. It is
 * created at its first use.
 */
export function connectFirestore(options: FirestoreOptions): Store & { close(): Promise<void> } {
  const { projectId, emulatorHost, deadlineMs, databaseIds } = options;
  let client: FirestoreClient | undefined;
  async function connect(): Promise<Stub> {
    client = createClient(options);
    const stub: unknown = await client.initialize();
    return encodingCommits(stub as Stub & Client);
  }
  const store = createFirestoreStore({
    connected: connectOnce(connect),
    rootOf: (id) => `projects/${projectId}/databases/${databaseIds[id]}`,
    collections: indexCollections(options.collections),
    headers: emulatorHost === undefined ? {} : emulatorOwner,
    deadlineMs,
    throttleDeletes: emulatorHost === undefined,
    random: Math.random,
    sleep,
  });
  return { ...store, close: async () => client?.close().catch(() => undefined) };
}
