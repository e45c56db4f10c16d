import { Firestore } from '@google-cloud/firestore';
import { KeyManagementServiceClient } from '@google-cloud/kms';
import { credentials } from '@grpc/grpc-js';
import type { Config } from '#shared/base/config/read-config.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import type { DatabaseId } from '#shared/store/store.ts';
import { KeyDenied } from '#shared/vault/key-wrapper.ts';
import { emulatorCallerHeader } from '#shared/vault/kms-client.ts';
import { connectStore } from '#shared/wiring/connect-platform.ts';
import { createPlatform, type Platform } from '#shared/wiring/platform.ts';
import { keyRing } from '../../infra/manifest.ts';
import { kmsLocation, type Stack } from '../harness/stack.ts';
import { shareKeys } from './share-keys.ts';

/**
 * A thief who has the service account of one function, Google's own clients, and the code of
 * Mayfly.
 */
export type Thief = {
  readonly name: string;
  readonly db: (database: DatabaseId) => Firestore;
  /** Returns a reference to a document, in the database that contains the collection. */
  readonly doc: (
    collection: Pick<Collection, 'id' | 'database'>,
    tenant: string,
    id: string,
  ) => ReturnType<Firestore['doc']>;
  readonly decrypt: (key: string, ciphertext: Uint8Array, aad: Uint8Array) => Promise<Uint8Array>;
  /** The dependencies that Mayfly's own code needs to run. */
  readonly platform: Platform;
  readonly databaseHost: string;
};

export function becomeThief(stack: Stack, name: string, config: Config): Thief {
  const host = stack.proxy.hostOf(name);
  const { projectId } = stack;
  const clients = new Map<DatabaseId, Firestore>();
  const db = (databaseId: DatabaseId) => {
    const known = clients.get(databaseId);
    if (known !== undefined) return known;
    const customHeaders = { authorization: 'Bearer owner' };
    const client = new Firestore({ projectId, databaseId, host, ssl: false, customHeaders });
    clients.set(databaseId, client);
    stack.beforeStop(() => client.terminate());
    return client;
  };
  const kms = new KeyManagementServiceClient({
    apiEndpoint: '127.0.0.1',
    port: stack.kms.port,
    sslCreds: credentials.createInsecure(),
  });
  stack.beforeStop(() => kms.close());
  const store = connectStore({ ...config, FIRESTORE_EMULATOR_HOST: host });
  stack.beforeStop(() => store.close());
  const ring = `projects/${projectId}/locations/${kmsLocation}/keyRings/${keyRing}`;
  return {
    name,
    db,
    doc: ({ database, id: collection }, tenant, id) =>
      db(database).doc(`tenants/${tenant}/${collection}/${id}`),
    async decrypt(key, ciphertext, aad) {
      const request = {
        name: `${ring}/cryptoKeys/${key}`,
        ciphertext,
        additionalAuthenticatedData: aad,
      };
      const otherArgs = { headers: { [emulatorCallerHeader]: name } };
      const [{ plaintext }] = await kms.decrypt(request, { otherArgs });
      return Buffer.from(plaintext as Uint8Array);
    },
    platform: createPlatform(config, { store, keys: shareKeys(config) }),
    databaseHost: host,
  };
}

const denied = 7;

/**
 * Tells whether an error is a refusal for a missing permission. Any other error shows that the code
 * of the deed is wrong.
 */
function isDenial(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof KeyDenied) return error.cause === denied;
  return (
    (error as { code?: unknown }).code === denied || error.message === `firestore error ${denied}`
  );
}

/**
 * Tells whether a deed succeeds.
 * @throws the error of the deed, if its reason is not a missing permission
 */
export async function succeeds(deed: () => Promise<boolean>): Promise<boolean> {
  try {
    return await deed();
  } catch (error) {
    if (isDenial(error)) return false;
    throw error;
  }
}

/** Tries several ways, one after the other, until one succeeds. Tells whether one has succeeded. */
export async function succeedsSomehow(
  ...ways: readonly (() => Promise<boolean>)[]
): Promise<boolean> {
  for (const way of ways) if (await succeeds(way)) return true;
  return false;
}
