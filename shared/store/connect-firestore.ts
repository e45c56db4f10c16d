import { Firestore } from '@google-cloud/firestore';
import { indexCollections } from './check-declared.ts';
import { callDeadlineMs, giveCommitsUp } from './commit-deadline.ts';
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
  /** The names of the databases in this deployment. */
  readonly databaseIds: { readonly [id in DatabaseId]: string };
};

/**
 * Creates the {@link Store} on Firestore's named databases. The client of a database is created at
 * its first use.
 */
export function connectFirestore(options: FirestoreOptions): Store & { close(): Promise<void> } {
  const { projectId, emulatorHost, databaseIds } = options;
  const clients = new Map<DatabaseId, Firestore>();
  const database = (id: DatabaseId) => {
    const existing = clients.get(id);
    if (existing !== undefined) return existing;
    const local = emulatorHost && { host: emulatorHost, ssl: false, customHeaders: emulatorOwner };
    const databaseId = databaseIds[id];
    const settings = { projectId, databaseId, ...(local || { preferRest: true }) };
    const client = giveCommitsUp(new Firestore(settings));
    clients.set(id, client);
    return client;
  };
  const store = createFirestoreStore({
    database,
    collections: indexCollections(options.collections),
    deadlineMs: callDeadlineMs,
    throttleDeletes: emulatorHost === undefined,
  });
  return {
    ...store,
    close: async () => {
      await Promise.all([...clients.values()].map((client) => client.terminate()));
    },
  };
}
