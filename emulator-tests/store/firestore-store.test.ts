import { afterAll, beforeAll, describe } from 'vitest';
import { connectFirestore } from '#shared/store/connect-firestore.ts';
import { contractCollections } from '#shared/store/testing/contract-fixture.ts';
import { describeStoreContract } from '#shared/store/testing/describe-store.ts';
import {
  type FirestoreEmulator,
  startFirestoreEmulator,
} from '../../infra/emulators/firestore/firestore-emulator.ts';

describe('the store on Firestore', () => {
  let emulator: FirestoreEmulator;
  const opened: { close(): Promise<void> }[] = [];

  beforeAll(async () => {
    emulator = await startFirestoreEmulator();
  });
  afterAll(async () => {
    await Promise.all(opened.map((store) => store.close()));
    await emulator.stop();
  });

  let projects = 0;
  describeStoreContract(async () => {
    projects += 1;
    const store = connectFirestore({
      projectId: `demo-contract-${projects}`,
      emulatorHost: emulator.host,
      collections: contractCollections,
    });
    opened.push(store);
    return store;
  });
});
