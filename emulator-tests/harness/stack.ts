import { KeyManagementServiceClient } from '@google-cloud/kms';
import { credentials } from '@grpc/grpc-js';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { collections } from '#shared/wiring/collections.ts';
import {
  type FirestoreGrants,
  manifestDatabaseGrants,
} from '../../infra/emulators/firestore/firestore-grants.ts';
import { type KmsEmulator, startKmsEmulator } from '../../infra/emulators/kms/kms-emulator.ts';
import {
  asProvisioner,
  type KmsGrants,
  manifestGrants,
} from '../../infra/emulators/kms/kms-grants.ts';
import { deriveIndexFile } from '../../infra/firestore/derive-index-file.ts';
import { fetchSessionKeys } from '../../infra/local/stack/session-public-keys.ts';
import { databases, locations } from '../../infra/manifest.ts';
import { applyProject } from '../../infra/provision/plan-project.ts';
import { createKeys } from '../../infra/provision/steps/create-keys.ts';
import { type FirestoreProxy, startFirestoreProxy } from '../production-rules/firestore-proxy.ts';
import { exportRaw, type RawDocument } from '../production-rules/raw-export.ts';
import { readState, type Stored } from './stored-state.ts';

// With this value Google's clients do not search for a metadata server. The search would take time.
process.env['METADATA_SERVER_DETECTION'] = 'none';

export const databaseIds = databases.map(({ id }) => id);
export const kmsLocation = 'europe-west1';
/** The cost of a lookup hash. With the production cost of 11, a hash would take 100 ms. */
export const lookupCost = 4;
export const purgeShards = 2;

export type Stack = {
  readonly projectId: string;
  /** The host of the emulator itself, without the proxy in front of it. */
  readonly emulatorHost: string;
  readonly proxy: FirestoreProxy;
  readonly kms: KmsEmulator;
  /**
   * Sets the clock of the KMS emulator ahead. Then the emulator destroys the key versions whose
   * destruction is due.
   */
  advanceKms(days: number): void;
  /** The value of the variable `SESSION_PUBLIC_KEYS`: the public keys that verify sessions. */
  readonly sessionKeys: string;
  /**
   * Reads every document of the project, so that a test can compare the state before and after a
   * step.
   */
  readState(): Promise<Stored[]>;
  /**
   * Reads every document with its decoded bytes, so that a test can search for a text. This costs a
   * request for each document.
   */
  exportRaw(): Promise<RawDocument[]>;
  /** Adds work that runs before the stack stops. The work that was added last runs first. */
  beforeStop(work: () => Promise<void> | void): void;
  stop(): Promise<void>;
};

/** The permissions of each caller on databases and keys. */
export type Granted = { readonly databases: FirestoreGrants; readonly keys: KmsGrants };

async function provisionKeys(projectId: string, port: number): Promise<string> {
  const sslCreds = credentials.createInsecure();
  const kms = new KeyManagementServiceClient({ apiEndpoint: '127.0.0.1', port, sslCreds });
  const project = {
    id: projectId,
    region: kmsLocation,
    locations: { ...locations, keys: kmsLocation },
  };
  const options = { now: Date.now, callOptions: asProvisioner };
  await applyProject([createKeys(kms, project, options)], () => {});
  await kms.close();
  return fetchSessionKeys({ projectId, location: kmsLocation, emulatorHost: `127.0.0.1:${port}` });
}

/** The collection in which Mayfly notes the rights that an API key has used. */
export const useOfKey = 'api_key_uses';

/**
 * Starts a KMS emulator, and a proxy in front of the running Firestore emulator. The proxy refuses
 * queries that no declared index serves. By default each caller has the permissions that the
 * manifest grants to it.
 */
export async function startStack(
  projectId: string,
  firestoreHost: string,
  granted: Granted = { databases: manifestDatabaseGrants, keys: manifestGrants },
): Promise<Stack> {
  const files = databaseIds.map((id) => deriveIndexFile(collections, id));
  const indexes = {
    indexes: files.flatMap((file) => file.indexes),
    fieldOverrides: files.flatMap((file) => file.fieldOverrides),
  };
  const kmsClock = { aheadMs: 0 };
  const now = () => Date.now() + kmsClock.aheadMs;
  const kms = await startKmsEmulator({ grants: granted.keys, now });
  const proxy = await startFirestoreProxy({
    upstream: firestoreHost,
    indexes: () => indexes,
    grants: granted.databases,
  });
  const sessionKeys = await provisionKeys(projectId, kms.port);
  const endings: (() => Promise<void> | void)[] = [];
  return {
    projectId,
    emulatorHost: firestoreHost,
    // When an API key uses a right for the first time on a day, Mayfly writes a note, even if the
    // request only reads. `operations` leaves these notes out.
    proxy: {
      ...proxy,
      operations: (filter) =>
        proxy.operations(filter).filter(({ collection }) => collection !== useOfKey),
    },
    kms,
    advanceKms: (days) => void (kmsClock.aheadMs += days * 86_400_000),
    sessionKeys,
    readState: () => readState(firestoreHost, projectId, databaseIds),
    exportRaw: () => exportRaw({ firestoreHost, projectId, databaseIds }),
    beforeStop: (work) => void endings.unshift(work),
    async stop() {
      for (const end of endings) await end();
      proxy.stop();
      await kms.stop();
    },
  };
}

/**
 * Starts a stack for a test file, and stops it at the end. The file then fails if production would
 * have refused one of its queries.
 */
export function useStack(projectId: string): () => Stack {
  let stack: Stack | undefined;
  beforeAll(async () => {
    stack = await startStack(projectId, inject('firestoreHost'));
  });
  afterAll(async () => {
    const uncovered = stack?.proxy.uncovered();
    await stack?.stop();
    expect(uncovered).toEqual([]);
  });
  return () => {
    if (stack === undefined) throw new Error('the stack is used before it has started');
    return stack;
  };
}
