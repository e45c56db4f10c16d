import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { chatMessages } from '#shared/categories/chat-messages.ts';
import { createTalk } from '#shared/domains/conversations/testing/create-talk.ts';
import { createRecords } from '#shared/records/create-records.ts';
import { allTenants } from '#shared/store/store.ts';
import { collections } from '#shared/wiring/collections.ts';
import { deriveIndexFile } from '../firestore/derive-index-file.ts';
import type { FieldOverride, IndexFile } from '../firestore/index-file.ts';
import { rowOf, toldLoads } from './capacity-table.ts';
import { createMessageLoad } from './message-load.ts';
import { readsInTurns, readsPerPage } from './reads-per-page.ts';
import { overLimit, simulateLoad } from './simulate-load.ts';

const file = deriveIndexFile(collections, 'mayfly');
const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');
const generated = JSON.parse(
  readFileSync(new URL('../firestore/mayfly.indexes.json', import.meta.url), 'utf8'),
) as IndexFile;

/** Makes an index file with another override for a field of chat messages. */
function withOverride(override: Pick<FieldOverride, 'fieldPath' | 'indexes'>): IndexFile {
  const others = file.fieldOverrides.filter(
    ({ collectionGroup, fieldPath }) =>
      collectionGroup !== chatMessages.id || fieldPath !== override.fieldPath,
  );
  return {
    ...file,
    fieldOverrides: [...others, { collectionGroup: chatMessages.id, ...override }],
  };
}

const small = { tenants: 20, perSecond: 2_000, purgeShards: 16 };

test('the simulation uses the indexes of the generated file', () => {
  expect(generated).toEqual(JSON.parse(JSON.stringify(file)));
});

test('a simulated message writes the same documents and indexed fields as a real message', async () => {
  const { fixture, ctx, writer } = createTalk();
  const { conversation_id, author, experience_id } =
    createMessageLoad({ ...small, tenants: 1 }).next()[0]?.after ?? {};
  const body = { conversation_id, author, experience_id, text: 'Hallo' };
  await createRecords(ctx, {
    category: chatMessages,
    body,
    idempotencyKey: 'k1',
    companions: writer(ctx),
  });
  const simulated = createMessageLoad(small).next();
  for (const { ref, after } of simulated) {
    const all = { tenant: allTenants, where: [], orderBy: [], limit: 10 };
    const stored = await fixture.store.query({ ...all, collection: ref.collection });
    expect(stored).toHaveLength(1);
    const declared = collections.find(({ id }) => id === ref.collection)?.fields ?? {};
    // Fields that are encrypted, packed or lists have no index.
    const indexed = Object.keys(stored[0]?.data ?? {}).filter(
      (field) => !['sealed', 'packed', 'ids', 'proof'].includes(declared[field] ?? ''),
    );
    expect([ref.collection, Object.keys(after).toSorted()]).toEqual([
      ref.collection,
      indexed.toSorted(),
    ]);
    expect(ref.id).toHaveLength(stored[0]?.ref.id.length ?? 0);
  }
});

describe.each(toldLoads)(
  '$perSecond messages a second of $tenants tenants in $purgeShards shards',
  (load) => {
    test('load the busiest range as the README states', { timeout: 600_000 }, () => {
      const row = rowOf(load, file);
      expect(readme).toContain(`| ${row.join(' | ')} |`);
    });
  },
);

test('an index over all tenants that is sorted only by creation has a range above its limit', {
  timeout: 600_000,
}, () => {
  expect(overLimit(simulateLoad(small, file))).toEqual([]);
  const planted = withOverride({
    fieldPath: 'created_at',
    indexes: [{ queryScope: 'COLLECTION_GROUP', order: 'ASCENDING' }],
  });
  expect(overLimit(simulateLoad(small, planted))).toEqual([
    {
      name: 'chat_messages (created_at) of all tenants',
      ranges: expect.any(Number),
      busiest: 2_000,
    },
  ]);
});

test('a composite index over all tenants without the shard has a range above its limit', () => {
  const fields = [{ fieldPath: 'expires_at', order: 'ASCENDING' } as const];
  const index = {
    collectionGroup: chatMessages.id,
    queryScope: 'COLLECTION_GROUP',
    fields,
  } as const;
  const planted = { ...file, indexes: [...file.indexes, index] };
  expect(overLimit(simulateLoad(small, planted)).map(({ name }) => name)).toEqual([
    'chat_messages (expires_at) of all tenants',
  ]);
}, 30_000);

test('one tenant reaches the limit at 500 messages a second, in the indexes that are sorted by time', () => {
  const one = { tenants: 1, purgeShards: 16 };
  expect(overLimit(simulateLoad({ ...one, perSecond: 500 }, file))).toEqual([]);
  expect(overLimit(simulateLoad({ ...one, perSecond: 510 }, file)).map(({ name }) => name)).toEqual(
    [
      'chat_messages (created_at, expires_at) of one tenant',
      'chat_messages (expires_at, created_at) of one tenant',
      'conversation_heads (last_at, expires_at) of one tenant',
      'conversation_heads (expires_at, last_at) of one tenant',
    ],
  );
});

test.each([2, 4, 8, 16])(
  'if a list is divided into %i lists, a page costs as many reads as the README states',
  (shards) => {
    const whole = readsPerPage(50, shards);
    const even = readsInTurns(
      50,
      shards,
      Array.from({ length: 50 }, (_, at) => at % shards),
    );
    const inOne = readsInTurns(
      50,
      shards,
      Array.from({ length: 50 }, () => 0),
    );
    const cells = [whole, even, inOne].flatMap(({ queries, reads }) => [queries, reads]);
    expect(readme).toContain(`| ${[shards, ...cells].join(' | ')} |`);
  },
);
