import { describe, expect, test } from 'vitest';
import { allTenants } from '../store.ts';
import { type ContractFixture, t0 } from './contract-fixture.ts';

/**
 * The guarantees of a store for reading documents, and for deleting many documents (`deleteEach`).
 */
export function describeDocuments({
  store,
  ref,
  data,
  create,
  stored,
  query,
}: ContractFixture): void {
  describe('a document', () => {
    test('is read as it was written: instants to the microsecond, bytes, arrays, numbers', async () => {
      const full = data({
        created_at: t0 + 1,
        name: 'ein-Name',
        names: ['b', 'a', 'b'],
        score: 0.25,
        flag: false,
        hash: '$2b$04$x',
        secret_aes: Uint8Array.of(7, 0, 255, 128, 1).subarray(1),
      });
      await store().commit([create('a', full)]);
      const found = await stored('a');
      expect(found.ref).toEqual(ref('a'));
      expect({ ...found.data, secret_aes: [...(found.data['secret_aes'] as Uint8Array)] }).toEqual({
        ...full,
        secret_aes: [0, 255, 128, 1],
      });
      expect(found.data['secret_aes']).toBeInstanceOf(Uint8Array);
    });

    test('may contain empty bytes, an empty array and an instant before 1970', async () => {
      const odd = { secret_aes: new Uint8Array(0), names: [], created_at: -1 };
      await store().commit([create('a', odd)]);
      const found = await stored('a');
      expect(found.data['secret_aes']).toHaveLength(0);
      expect(found.data['names']).toEqual([]);
      expect(found.data['created_at']).toBe(-1);
    });

    test('is undefined if it does not exist; several documents are returned in the requested order', async () => {
      await store().commit([create('a'), create('b')]);
      expect(await store().get(ref('x'))).toBeUndefined();
      const found = await store().getAll([ref('b'), ref('x'), ref('a')]);
      expect(found.map((document) => document?.ref.id)).toEqual(['b', undefined, 'a']);
      expect(await store().getAll([])).toEqual([]);
    });

    test('has three times by the database’s clock: when it was first stored, last changed, and read', async () => {
      await store().commit([create('a')]);
      const first = await stored('a');
      await store().commit([{ kind: 'update', ref: ref('a'), data: { score: 1 } }, create('b')]);
      const second = await stored('a');
      const [queried] = await store().query({
        collection: 'things',
        tenant: 'acme',
        orderBy: [],
        limit: 1,
        where: [{ field: 'score', op: '==', value: 1 }],
      });
      const other = await stored('b');
      const [before, after] = [first.times, second.times];
      expect(after?.created).toBe(before?.created);
      expect(before?.updated).toBe(before?.created);
      expect(after?.updated).toBe(other.times?.created);
      expect(after?.updated).toBeGreaterThan(before?.read ?? Number.NaN);
      expect(after?.read).toBeGreaterThanOrEqual(after?.updated ?? Number.NaN);
      expect(queried?.times).toMatchObject({ created: after?.created, updated: after?.updated });
    });

    test.each(['', 'a/b', 'a/things/b'])('cannot have the id «%s»', async (id) => {
      await expect(store().get(ref(id))).rejects.toThrow('contains a slash');
      await expect(store().commit([create(id)])).rejects.toThrow('contains a slash');
      await expect(store().get(ref('a', 'acme/things'))).rejects.toThrow('contains a slash');
    });

    test('is not found with the id of another tenant', async () => {
      await store().commit([create('a')]);
      expect(await store().get(ref('a', 'other'))).toBeUndefined();
    });
  });

  test('deleteEach deletes the documents that have not changed, and returns their number', async () => {
    await store().commit([create('a'), create('b'), create('c'), create('d', {}, 'other')]);
    const found = await Promise.all([stored('a'), stored('b'), stored('c'), stored('d', 'other')]);
    await store().commit([
      { kind: 'put', ref: ref('b'), data: data({ score: 1 }) },
      { kind: 'delete', ref: ref('c') },
    ]);
    expect(await store().deleteEach(found)).toBe(2);
    expect(await query({ tenant: allTenants })).toEqual(['b']);
    expect(await store().deleteEach(found)).toBe(0);
    expect(await store().deleteEach([])).toBe(0);
  });

  test('a document is returned as a copy: changing the copy does not change the stored document', async () => {
    await store().commit([create('a', { names: ['x'], secret_aes: Uint8Array.of(1) })]);
    const found = await stored('a');
    (found.data['names'] as string[]).push('y');
    (found.data['secret_aes'] as Uint8Array)[0] = 9;
    expect((await stored('a')).data['names']).toEqual(['x']);
    expect((await stored('a')).data['secret_aes']).toSatisfy((bytes) => bytes[0] === 1);
  });
}
