import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { indexCollections } from '#shared/store/check-declared.ts';
import { newRecordId, purgeShard } from '#shared/store/document-ids.ts';
import { createMemoryStore } from '#shared/store/memory-store.ts';
import type { DocumentData, Query } from '#shared/store/store.ts';
import { runPurge } from '#shared/sweeps/purge/run-purge.ts';
import { collections } from '#shared/wiring/collections.ts';
import { variables } from '../../manifest.ts';
import { countedMessage, idleCosts, queriesOfPurge, runsOf } from './estimate-costs.ts';

const defaultShards = Number(variables.PURGE_SHARDS.default);

/**
 * Stores expired messages and runs a purge.
 * @returns how many queries, reads and deletions the purge made
 */
async function countPurge(messages: number, shards = defaultShards) {
  const store = createMemoryStore(indexCollections(collections));
  let made = 0;
  const randomBytes = (count: number) =>
    createHash('sha256')
      .update(`${(made += 1)}`)
      .digest()
      .subarray(0, count);
  for (let at = 0; at < messages; at += 1) {
    const id = newRecordId({ randomBytes });
    const data: DocumentData = {
      conversation_id: 'c1',
      author: 'bot',
      created_at: 1,
      expires_at: 2,
      purge_shard: purgeShard(id, shards),
      dek: 'd'.repeat(32),
      enc: 1,
    };
    const ref = { tenant: 'acme', collection: chatMessages.id, id };
    // oxlint-disable-next-line no-await-in-loop
    await store.commit([{ kind: 'create', ref, data }]);
  }
  const counted = { queries: 0, read: 0, deleted: 0 };
  const report = await runPurge({
    store: {
      ...store,
      query: async (query: Query) => {
        const found = await store.query(query);
        counted.queries += 1;
        counted.read += found.length;
        return found;
      },
    },
    now: () => 1_000,
    monotonic: () => 0,
    collections,
    shards,
    turn: Promise.resolve(0),
    budgetSeconds: 60,
    onFailure: (error) => {
      throw error;
    },
  });
  return { ...counted, deleted: report.deleted };
}

test.each([1, defaultShards, 16])(
  'a purge with %i shards that finds nothing makes as many queries as the estimated costs assume',
  async (shards) => {
    const queries = queriesOfPurge();
    expect(await countPurge(0, shards)).toEqual({ queries, read: 0, deleted: 0 });
  },
);

test('the costs of an idle month contain the queries of each purge', () => {
  const reads = idleCosts().find(({ what }) => what === 'reads of purge')?.amount ?? 0;
  expect(reads).toBeGreaterThanOrEqual(runsOf('*/15 * * * *') * queriesOfPurge());
});

test('a purge deletes each expired document, and reads it as often as the costs assume', async () => {
  const { read, deleted } = await countPurge(1_000);
  // The purge makes one more read, when it searches for shards with expired documents.
  expect([read, deleted]).toEqual([1_000 * countedMessage.readsOfDeletion + 1, 1_000]);
});
