import { beforeEach } from 'vitest';
import type { Store } from './store.ts';
import { createContractBench } from './testing/contract-bench.ts';
import { describeAggregates } from './testing/describe-aggregates.ts';
import { describeCommits } from './testing/describe-commits.ts';
import { describeDocuments } from './testing/describe-documents.ts';
import { describeQueries } from './testing/describe-queries.ts';
import { describeWrites } from './testing/describe-writes.ts';

/** What every {@link Store} guarantees; runs on memory and on Firestore. `makeStore` gives an empty one, made for `contractCollections`. */
export function describeStoreContract(makeStore: () => Promise<Store>): void {
  let store: Store;
  beforeEach(async () => {
    store = await makeStore();
  });
  const bench = createContractBench(() => store);
  describeDocuments(bench);
  describeWrites(bench);
  describeCommits(bench);
  describeQueries(bench);
  describeAggregates(bench);
}
