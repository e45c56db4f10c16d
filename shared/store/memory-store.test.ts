import { describe } from 'vitest';
import { indexCollections } from './check-declared.ts';
import { createMemoryStore } from './memory-store.ts';
import { contractCollections } from './testing/contract-fixture.ts';
import { describeStoreContract } from './testing/describe-store.ts';

describe('the store in memory', () => {
  describeStoreContract(async () => createMemoryStore(indexCollections(contractCollections)));
});
