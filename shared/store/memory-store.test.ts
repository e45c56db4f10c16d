import { describe } from 'vitest';
import { indexCollections } from './check-declared.ts';
import { createMemoryStore } from './memory-store.ts';
import { contractCollections, describeStoreContract } from './store-contract.ts';

describe('the store in memory', () => {
  describeStoreContract(async () => createMemoryStore(indexCollections(contractCollections)));
});
