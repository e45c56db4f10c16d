import { setTimeout as sleep } from 'node:timers/promises';
import { FirestoreClient } from '@google-cloud/firestore-api/client_v1';
import { credentials } from '@grpc/grpc-js';
import { indexCollections } from './check-declared.ts';
import type { Collection } from './declare-collection.ts';
import { createFirestoreStore } from './firestore-store.ts';
import type { DatabaseId, Store } from './store.ts';

/** With this credential the emulator ignores its security rules, which deny everything. */
const emulatorOwner = { authorization: 'Bearer owner' };

export type FirestoreOptions = {
  readonly projectId: string;
  /** `host:port` of the emulator, or undefined for the service. */
  readonly emulatorHost: string | undefined;
  readonly collections: readonly Collection[];
  /** The number of milliseconds after which a call counts as unanswered. */
  readonly deadlineMs: number;
  /** The names of the databases in this deployment. */
  readonly databaseIds: { readonly [id in DatabaseId]: string };
};

type Settings = NonNullable<ConstructorParameters<typeof FirestoreClient>[0]>;
type ClientOptions = Extract<Settings['clientOptions'], { readonly transporterOptions?: unknown }>;

/**
 * Creates a client that speaks REST. If the deadline of a call ends before its access token
 * arrives, the client does not send the call. Otherwise the HTTP client would destroy the body of
 * the request. At this time no code handles errors of the body, so the process would end.
 */
export function createRestClient(settings: Settings): FirestoreClient {
  // The package does not export the types of the options of its HTTP client.
  const clientOptions: ClientOptions = {
    transporterOptions: {
      adapter: async (request, send) => {
        request.signal?.throwIfAborted();
        return send(request);
      },
    },
  };
  return new FirestoreClient({
    ...settings,
    fallback: true,
    clientOptions,
  });
}

/**
 * Creates the client: gRPC for the emulator, REST for the service. With REST a new process answers
 * sooner than with gRPC.
 */
function createClient({ projectId, emulatorHost }: FirestoreOptions): FirestoreClient {
  if (emulatorHost === undefined) return createRestClient({ projectId });
  const { hostname, port } = new URL(`http://${emulatorHost}`);
  const sslCreds = credentials.createInsecure();
  return new FirestoreClient({ projectId, servicePath: hostname, port: Number(port), sslCreds });
}

/**
 * Creates the {@link Store} on Firestore's named databases. One client calls all databases. It is
 * created at its first use.
 */
export function connectFirestore(options: FirestoreOptions): Store & { close(): Promise<void> } {
  const { projectId, emulatorHost, deadlineMs, databaseIds } = options;
  let client: FirestoreClient | undefined;
  const store = createFirestoreStore({
    client: () => (client ??= createClient(options)),
    rootOf: (id) => `projects/${projectId}/databases/${databaseIds[id]}`,
    collections: indexCollections(options.collections),
    headers: emulatorHost === undefined ? {} : emulatorOwner,
    deadlineMs,
    throttleDeletes: emulatorHost === undefined,
    random: Math.random,
    sleep,
  });
  return { ...store, close: async () => client?.close() };
}
