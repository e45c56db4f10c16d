import { beforeEach, describe, expect, test } from 'vitest';
import { type Collection, expiryFields } from './declare-collection.ts';
import {
  allTenants,
  type DocumentData,
  type DocumentRef,
  type Query,
  type Store,
  type StoredDocument,
  type Version,
  WriteConflict,
} from './store.ts';

const things: Collection = {
  id: 'things',
  title: 'Things',
  database: 'mayfly',
  category: null,
  personal: null,
  expiry: { by: 'ttl', source: 'test' },
  fields: {
    ...expiryFields,
    created_at: 'instant',
    name: 'id',
    names: 'ids',
    score: 'number',
    flag: 'boolean',
    hash: 'hash',
    secret_aes: 'sealed',
  },
  queries: [],
};
const secrets: Collection = { ...things, id: 'secrets', database: 'mayfly-keys' };

/** Collections that the contract's store must be made for. */
export const contractCollections: readonly Collection[] = [things, secrets];

const day = 86_400_000_000;
const t0 = 1_768_478_400_123_456;

/** What every {@link Store} guarantees; runs on memory and on Firestore. `makeStore` gives an empty one. */
export function describeStoreContract(makeStore: () => Promise<Store>): void {
  let store: Store;
  beforeEach(async () => {
    store = await makeStore();
  });

  const ref = (id: string, tenant = 'acme'): DocumentRef => ({ tenant, collection: 'things', id });
  const data = (more: DocumentData = {}): DocumentData => ({
    expires_at: t0 + day,
    purge_shard: 1,
    ...more,
  });
  const create = (id: string, more: DocumentData = {}, tenant = 'acme') =>
    ({ kind: 'create', ref: ref(id, tenant), data: data(more) }) as const;
  const stored = async (id: string, tenant = 'acme'): Promise<StoredDocument> => {
    const found = await store.get(ref(id, tenant));
    if (found === undefined) throw new Error(`${id} is not there`);
    return found;
  };
  const query = async (parts: Partial<Query>): Promise<string[]> => {
    const whole = { collection: 'things', tenant: 'acme', where: [], orderBy: [], limit: 100 };
    return (await store.query({ ...whole, ...parts })).map((found) => found.ref.id);
  };
  const stale = '1.0' as Version;

  describe('a document', () => {
    test('comes back as it was written: instants to the microsecond, bytes, arrays, numbers', async () => {
      const full = data({
        created_at: t0 + 1,
        name: 'ein-Name',
        names: ['b', 'a', 'b'],
        score: 0.25,
        flag: false,
        hash: '$2b$04$x',
        secret_aes: Uint8Array.of(0, 255, 128, 1),
      });
      await store.commit([create('a', full)]);
      const found = await stored('a');
      expect(found.ref).toEqual(ref('a'));
      expect({ ...found.data, secret_aes: [...(found.data['secret_aes'] as Uint8Array)] }).toEqual({
        ...full,
        secret_aes: [0, 255, 128, 1],
      });
      expect(found.data['secret_aes']).toBeInstanceOf(Uint8Array);
    });

    test('may hold empty bytes, an empty array and an instant before 1970', async () => {
      const odd = { secret_aes: new Uint8Array(0), names: [], created_at: -1 };
      await store.commit([create('a', odd)]);
      const found = await stored('a');
      expect(found.data['secret_aes']).toHaveLength(0);
      expect(found.data['names']).toEqual([]);
      expect(found.data['created_at']).toBe(-1);
    });

    test('that is absent is undefined, alone and among others, in the order asked for', async () => {
      await store.commit([create('a'), create('b')]);
      expect(await store.get(ref('x'))).toBeUndefined();
      const found = await store.getAll([ref('b'), ref('x'), ref('a')]);
      expect(found.map((document) => document?.ref.id)).toEqual(['b', undefined, 'a']);
      expect(await store.getAll([])).toEqual([]);
    });

    test('of one tenant is none of another', async () => {
      await store.commit([create('a')]);
      expect(await store.get(ref('a', 'other'))).toBeUndefined();
    });
  });

  describe('create', () => {
    test('writes what is not there and conflicts with what is', async () => {
      await store.commit([create('a', { name: 'first' })]);
      await expect(store.commit([create('a', { name: 'second' })])).rejects.toBeInstanceOf(
        WriteConflict,
      );
      expect((await stored('a')).data['name']).toBe('first');
    });

    test('of twenty at once writes one', async () => {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 20 }, (_, index) => store.commit([create('a', { score: index })])),
      );
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });
  });

  describe('replace', () => {
    test('writes over the version it names, and removes the fields it does not', async () => {
      await store.commit([create('a', { name: 'x', score: 1 })]);
      const { version } = await stored('a');
      await store.commit([{ kind: 'replace', ref: ref('a'), data: data({ flag: true }), version }]);
      expect((await stored('a')).data).toEqual(data({ flag: true }));
    });

    test('conflicts with another version, and with what is gone', async () => {
      await store.commit([create('a')]);
      const { version } = await stored('a');
      await store.commit([{ kind: 'put', ref: ref('a'), data: data({ score: 2 }) }]);
      const replace = {
        kind: 'replace',
        ref: ref('a'),
        data: data({ score: 3 }),
        version,
      } as const;
      await expect(store.commit([replace])).rejects.toBeInstanceOf(WriteConflict);
      expect((await stored('a')).data['score']).toBe(2);
      await store.commit([{ kind: 'delete', ref: ref('a') }]);
      await expect(store.commit([replace])).rejects.toBeInstanceOf(WriteConflict);
      expect(await store.get(ref('a'))).toBeUndefined();
    });

    test('conflicts with a document that was deleted and made again', async () => {
      await store.commit([create('a')]);
      const { version } = await stored('a');
      await store.commit([{ kind: 'delete', ref: ref('a') }]);
      await store.commit([create('a')]);
      await expect(
        store.commit([{ kind: 'replace', ref: ref('a'), data: data(), version }]),
      ).rejects.toBeInstanceOf(WriteConflict);
    });
  });

  describe('put', () => {
    test('writes whatever is there, and removes the fields it does not name', async () => {
      await store.commit([{ kind: 'put', ref: ref('a'), data: data({ name: 'x' }) }]);
      await store.commit([{ kind: 'put', ref: ref('a'), data: data({ score: 1 }) }]);
      expect((await stored('a')).data).toEqual(data({ score: 1 }));
    });
  });

  describe('delete', () => {
    test('takes the version it names and no other', async () => {
      await store.commit([create('a')]);
      await expect(
        store.commit([{ kind: 'delete', ref: ref('a'), version: stale }]),
      ).rejects.toBeInstanceOf(WriteConflict);
      const { version } = await stored('a');
      await store.commit([{ kind: 'delete', ref: ref('a'), version }]);
      expect(await store.get(ref('a'))).toBeUndefined();
      await expect(
        store.commit([{ kind: 'delete', ref: ref('a'), version }]),
      ).rejects.toBeInstanceOf(WriteConflict);
    });

    test('without a version takes whatever is there, also nothing', async () => {
      await store.commit([create('a')]);
      await store.commit([
        { kind: 'delete', ref: ref('a') },
        { kind: 'delete', ref: ref('b') },
      ]);
      expect(await store.get(ref('a'))).toBeUndefined();
    });
  });

  describe('a commit', () => {
    test('writes all or nothing', async () => {
      await store.commit([create('taken'), create('old')]);
      const writes = [
        create('a'),
        { kind: 'put', ref: ref('b'), data: data() },
        { kind: 'delete', ref: ref('old') },
        create('taken'),
      ] as const;
      await expect(store.commit(writes)).rejects.toBeInstanceOf(WriteConflict);
      expect(await query({})).toEqual(['old', 'taken']);
    });

    test('answers versions that serve as preconditions, and none for deletions', async () => {
      await store.commit([create('b'), create('gone')]);
      const { version: before } = await stored('b');
      const versions = await store.commit([
        create('a'),
        { kind: 'delete', ref: ref('gone') },
        { kind: 'replace', ref: ref('b'), data: data({ score: 1 }), version: before },
        { kind: 'put', ref: ref('c'), data: data() },
      ]);
      expect(versions[1]).toBeUndefined();
      for (const [index, id] of [
        [0, 'a'],
        [2, 'b'],
        [3, 'c'],
      ] as const) {
        const version = versions[index];
        if (version === undefined) throw new Error('no version');
        await store.commit([
          { kind: 'replace', ref: ref(id), data: data({ flag: true }), version },
        ]);
      }
      expect((await stored('c')).data['flag']).toBe(true);
    });

    test('that changes nothing answers a version that serves as well', async () => {
      await store.commit([create('a')]);
      const { version } = await stored('a');
      const [next] = await store.commit([
        { kind: 'replace', ref: ref('a'), data: data(), version },
      ]);
      if (next === undefined) throw new Error('no version');
      await store.commit([
        { kind: 'replace', ref: ref('a'), data: data({ score: 1 }), version: next },
      ]);
      expect((await stored('a')).data['score']).toBe(1);
    });

    test('of nothing is no error', async () => {
      expect(await store.commit([])).toEqual([]);
    });

    test('over two databases is refused before anything is written', async () => {
      const other = { ...create('b'), ref: { ...ref('b'), collection: 'secrets' } };
      await expect(store.commit([create('a'), other])).rejects.toThrow('one database');
      expect(await store.get(ref('a'))).toBeUndefined();
    });

    test.each([
      [
        'an undeclared collection',
        { ...create('a'), ref: { ...ref('a'), collection: 'undeclared' } },
      ],
      ['an undeclared field', create('a', { email: 'x' })],
      ['a field of another type', create('a', { score: '1' })],
      ['an instant that is no whole number', create('a', { created_at: 1.5 })],
      ['bytes as text', create('a', { secret_aes: 'clear text' })],
      ['no expiry', { ...create('a'), data: { purge_shard: 1 } }],
    ])('with %s is refused before anything is written', async (_name, write) => {
      const refused = store.commit([create('b'), write]);
      await expect(refused).rejects.toThrow(/declared|is no|has no/);
      await expect(refused).rejects.not.toBeInstanceOf(WriteConflict);
      expect(await store.get(ref('b'))).toBeUndefined();
    });
  });

  describe('a query', () => {
    beforeEach(async () => {
      await store.commit([
        create('a', { created_at: t0 + 2, name: 'x', score: 1, flag: true }),
        create('b', { created_at: t0 + 3, name: 'y', score: 2 }),
        create('c', { created_at: t0 + 1, name: 'x', score: 3 }),
        create('d', { created_at: t0 + 3, name: 'x', score: 4 }),
        create('other', { created_at: t0 + 9, name: 'x' }, 'other'),
      ]);
    });
    const newest = [{ field: 'created_at', direction: 'desc' }] as const;
    const oldest = [{ field: 'created_at', direction: 'asc' }] as const;

    test('orders as it says, ids breaking ties in the last order’s direction', async () => {
      expect(await query({ orderBy: newest })).toEqual(['d', 'b', 'a', 'c']);
      expect(await query({ orderBy: oldest })).toEqual(['c', 'a', 'b', 'd']);
      const two = [...newest, { field: 'score', direction: 'asc' }] as const;
      expect(await query({ orderBy: two })).toEqual(['b', 'd', 'a', 'c']);
      expect(await query({})).toEqual(['a', 'b', 'c', 'd']);
    });

    test('leaves out what does not have the field it orders by', async () => {
      expect(await query({ orderBy: [{ field: 'flag', direction: 'asc' }] })).toEqual(['a']);
    });

    test('stops at its limit', async () => {
      expect(await query({ orderBy: newest, limit: 2 })).toEqual(['d', 'b']);
      expect(await query({ orderBy: newest, limit: 1 })).toEqual(['d']);
    });

    test('begins after a place and ends before one, both left out', async () => {
      const [b, a] = [
        [t0 + 3, 'b'],
        [t0 + 2, 'a'],
      ];
      expect(await query({ orderBy: newest, startAfter: b })).toEqual(['a', 'c']);
      expect(await query({ orderBy: newest, endBefore: a })).toEqual(['d', 'b']);
      expect(await query({ orderBy: newest, startAfter: [t0 + 3, 'd'], endBefore: a })).toEqual([
        'b',
      ]);
      expect(await query({ orderBy: oldest, startAfter: a })).toEqual(['b', 'd']);
      expect(await query({ orderBy: newest, startAfter: [t0 + 2, 'zzz'] })).toEqual(['a', 'c']);
    });

    test('pages through everything once, whatever the size of a page', async () => {
      for (const limit of [1, 2, 3]) {
        const seen: string[] = [];
        let startAfter: readonly unknown[] | undefined;
        for (;;) {
          const whole = { collection: 'things', tenant: 'acme', where: [], orderBy: newest, limit };
          const page = await store.query({ ...whole, ...(startAfter && { startAfter }) });
          seen.push(...page.map((found) => found.ref.id));
          const last = page.at(-1);
          if (last === undefined) break;
          startAfter = [last.data['created_at'], last.ref.id];
        }
        expect(seen).toEqual(['d', 'b', 'a', 'c']);
      }
    });

    test('compares to the microsecond, and leaves out what does not have the field', async () => {
      const where = (op: '==' | '<' | '<=' | '>' | '>=', value = t0 + 2) =>
        query({ where: [{ field: 'created_at', op, value }], orderBy: oldest });
      expect(await where('==')).toEqual(['a']);
      expect(await where('<')).toEqual(['c']);
      expect(await where('<=')).toEqual(['c', 'a']);
      expect(await where('>')).toEqual(['b', 'd']);
      expect(await where('>=')).toEqual(['a', 'b', 'd']);
      const flagged = await query({ where: [{ field: 'flag', op: '==', value: true }] });
      expect(flagged).toEqual(['a']);
    });

    test('answers what fulfils every one of its filters', async () => {
      const where = [
        { field: 'name', op: '==', value: 'x' },
        { field: 'score', op: '>', value: 1 },
      ] as const;
      const orderBy = [{ field: 'score', direction: 'desc' }] as const;
      expect(await query({ where, orderBy })).toEqual(['d', 'c']);
      expect(await store.count({ collection: 'things', tenant: 'acme', where, orderBy })).toBe(2);
    });

    test('sees one tenant’s documents, or those of all', async () => {
      expect(await query({ tenant: 'other', orderBy: newest })).toEqual(['other']);
      expect(await query({ tenant: 'nobody', orderBy: newest })).toEqual([]);
      expect(await query({ tenant: allTenants, orderBy: newest })).toEqual([
        'other',
        'd',
        'b',
        'a',
        'c',
      ]);
      const all = {
        collection: 'things',
        tenant: allTenants,
        where: [],
        orderBy: newest,
        limit: 9,
      };
      const tenants = (await store.query(all)).map((found) => found.ref.tenant);
      expect(tenants).toEqual(['other', 'acme', 'acme', 'acme', 'acme']);
      const { limit, ...counted } = all;
      expect(await store.count(counted)).toBe(5);
      expect(await store.count({ ...counted, tenant: 'acme' })).toBe(4);
    });

    test('by an undeclared collection or field is refused', async () => {
      await expect(query({ collection: 'undeclared' })).rejects.toThrow('not declared');
      const where = [{ field: 'email', op: '==', value: 'x' }] as const;
      await expect(query({ where })).rejects.toThrow('not declared');
      const orderBy = [{ field: 'email', direction: 'asc' }] as const;
      await expect(query({ orderBy })).rejects.toThrow('not declared');
      await expect(
        store.count({ collection: 'things', tenant: 'acme', where, orderBy: [] }),
      ).rejects.toThrow('not declared');
    });
  });

  test('deleteEach takes each document that has not changed, leaves the others, and counts', async () => {
    await store.commit([create('a'), create('b'), create('c'), create('d', {}, 'other')]);
    const found = await Promise.all([stored('a'), stored('b'), stored('c'), stored('d', 'other')]);
    await store.commit([
      { kind: 'put', ref: ref('b'), data: data({ score: 1 }) },
      { kind: 'delete', ref: ref('c') },
    ]);
    expect(await store.deleteEach(found)).toBe(2);
    expect(await query({ tenant: allTenants })).toEqual(['b']);
    expect(await store.deleteEach(found)).toBe(0);
    expect(await store.deleteEach([])).toBe(0);
  });

  test('what was read is the reader’s own: changing it changes nothing stored', async () => {
    await store.commit([create('a', { names: ['x'], secret_aes: Uint8Array.of(1) })]);
    const found = await stored('a');
    (found.data['names'] as string[]).push('y');
    (found.data['secret_aes'] as Uint8Array)[0] = 9;
    expect((await stored('a')).data['names']).toEqual(['x']);
    expect((await stored('a')).data['secret_aes']).toSatisfy((bytes) => bytes[0] === 1);
  });
}
