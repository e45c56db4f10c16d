import { beforeEach } from 'vitest';
import type { Store } from '../store.ts';
import { createContractFixture } from './contract-fixture.ts';
import { describeAggregates } from './describe-aggregates.ts';
import { describeCommits } from './describe-commits.ts';
import { describeDocuments } from './describe-documents.ts';
import { describeQueries } from './describe-queries.ts';
import { describeWrites } from './describe-writes.ts';

/**
 * The guarantees of every {@link Store}, tested with memory and with Firestore. `makeStore` creates
 * an empty store for `contractCollections`.
 */
export function describeStoreContract(makeStore: () => Promise<Store>): void {
  let store: Store;
  beforeEach(async () => {
    store = await makeStore();
  });
  const fixture = createContractFixture(() => store);
  describeDocuments(fixture);
  describeWrites(fixture);
  describeCommits(fixture);
  describeQueries(fixture);
  describeAggregates(fixture);
}
