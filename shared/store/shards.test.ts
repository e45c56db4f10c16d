import { expect, test } from 'vitest';
import { sessions } from '#shared/access/session/collections.ts';
import { collections } from '#shared/wiring/collections.ts';
import { indexCollections } from './check-declared.ts';
import { createMemoryStore } from './memory-store.ts';
import { findFurtherShards, findShards, groupShards, inShards } from './shards.ts';
import type { Query } from './store.ts';

async function withDocumentsIn(shards: readonly number[]) {
  const store = createMemoryStore(indexCollections(collections));
  await store.commit(
    shards.map((shard, at) => ({
      kind: 'create' as const,
      ref: { tenant: at % 2 === 0 ? 'acme' : 'beta', collection: sessions.id, id: `s${at}` },
      data: { created_at: 1, expires_at: 10_000 - at, purge_shard: shard },
    })),
  );
  const asked: Query[] = [];
  const query = async (each: Query) => {
    asked.push(each);
    return store.query(each);
  };
  return { asked, store: { ...store, query } };
}

test.each([1, 29, 30, 31, 60, 256])(
  '%i shards are in groups of at most thirty, and each shard is in one group',
  (count) => {
    const groups = groupShards(count);
    expect(groups.flat()).toEqual(Array.from({ length: count }, (_, shard) => shard));
    expect(Math.max(...groups.map(({ length }) => length))).toBeLessThanOrEqual(30);
    expect(groups).toHaveLength(Math.ceil(count / 30));
  },
);

test('the query compares one shard with `==`, and several shards with `in`', () => {
  expect(inShards([7])).toEqual({ field: 'purge_shard', op: '==', value: 7 });
  expect(inShards([7, 8])).toEqual({ field: 'purge_shard', op: 'in', value: [7, 8] });
});

test('if no document is beyond the configured shards, the search costs one read and finds no further shards', async () => {
  const { store, asked } = await withDocumentsIn([0, 3]);
  expect(await findFurtherShards(store, sessions.id, 4)).toEqual([]);
  expect(asked).toHaveLength(1);
  expect(await findShards(store, sessions.id, 4)).toEqual([[0, 1, 2, 3]]);
});

test('every document beyond the configured shards is found, with one read for each group and one more at the end', async () => {
  const far = [4, 33, 34, 200, 255];
  const { store, asked } = await withDocumentsIn([0, 3, ...far]);
  const groups = await findFurtherShards(store, sessions.id, 4);
  expect(groups.map(([first]) => first)).toEqual([4, 34, 200, 255]);
  const found = new Set(groups.flat());
  expect(far.filter((shard) => !found.has(shard))).toEqual([]);
  expect(asked).toHaveLength(groups.length + 1);
});

test('if forged documents have impossible shard numbers, the search still ends after eighteen groups', async () => {
  const odd = Array.from({ length: 40 }, (_, at) => 1_000 * (at + 1));
  const { store, asked } = await withDocumentsIn([255, ...odd]);
  const groups = await findFurtherShards(store, sessions.id, 4);
  expect(groups).toHaveLength(18);
  expect(groups[0]?.[0]).toBe(255);
  expect(asked).toHaveLength(18);
});
