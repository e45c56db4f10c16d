import { afterAll, describe, inject } from 'vitest';
import { connectFirestore } from '#shared/store/connect-firestore.ts';
import { contractCollections } from '#shared/store/testing/contract-fixture.ts';
import { describeStoreContract } from '#shared/store/testing/describe-store.ts';

describe('the store on Firestore', () => {
  const opened: { close(): Promise<void> }[] = [];

  afterAll(async () => {
    await Promise.all(opened.map((store) => store.close()));
  });

  let projects = 0;
  describeStoreContract(async () => {
    projects += 1;
    const store = connectFirestore({
      projectId: `demo-contract-${projects}`,
      emulatorHost: inject('firestoreHost'),
      collections: contractCollections,
      databaseIds: {
        mayfly: 'mayfly',
        'mayfly-keys': 'mayfly-keys',
        'mayfly-audit': 'mayfly-audit',
        'mayfly-access': 'mayfly-access',
        'mayfly-reports': 'mayfly-reports',
      },
    });
    opened.push(store);
    return store;
  });
});
