import { afterAll, describe, inject } from 'vitest';
import { callDeadlineMs } from '#shared/store/commit-deadline.ts';
import { connectFirestore } from '#shared/store/connect-firestore.ts';
import { contractCollections } from '#shared/store/testing/contract-fixture.ts';
import { describeStoreContract } from '#shared/store/testing/describe-store.ts';

const databaseIds = {
  mayfly: 'mayfly',
  'mayfly-keys': 'mayfly-keys',
  'mayfly-audit': 'mayfly-audit',
  'mayfly-access': 'mayfly-access',
  'mayfly-reports': 'mayfly-reports',
};
const opened: { close(): Promise<void> }[] = [];
let projects = 0;

afterAll(async () => {
  await Promise.all(opened.map((each) => each.close()));
});

describe('the store on Firestore', () => {
  describeStoreContract(async () => {
    projects += 1;
    const store = connectFirestore({
      projectId: `demo-contract-${projects}`,
      emulatorHost: inject('firestoreHost'),
      collections: contractCollections,
      deadlineMs: callDeadlineMs,
      databaseIds,
    });
    opened.push(store);
    return store;
  });
});
