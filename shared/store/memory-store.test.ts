import { describe } from 'vitest';
import { indexCollections } from './check-declared.ts';
import { createMemoryStore } from './memory-store.ts';
import { describeStoreContract } from './store-contract.ts';
import { contractCollections } from './testing/contract-fixture.ts';

describe('the store in memory', () => {
  describeStoreContract(async () => createMemoryStore(indexCollections(contractCollections)));
});
