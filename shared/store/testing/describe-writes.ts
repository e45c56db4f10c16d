import { describe, expect, test } from 'vitest';
import { AlreadyExists, createOrReplace, type Version, WriteConflict } from '../store.ts';
import { type ContractFixture } from './contract-fixture.ts';

/** The guarantees of a store for single writes and their preconditions. */
export function describeWrites({ store, ref, data, create, stored }: ContractFixture): void {
  const stale = '1.0' as Version;

  describe('create', () => {
    test('writes a new document, and conflicts with an existing one', async () => {
      await store().commit([create('a', { name: 'first' })]);
      await expect(store().commit([create('a', { name: 'second' })])).rejects.toBeInstanceOf(
        AlreadyExists,
      );
      expect((await stored('a')).data['name']).toBe('first');
    });

    test('writes one document if twenty callers create it at the same time', async () => {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 20 }, (_, index) => store().commit([create('a', { score: index })])),
      );
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });
  });

  describe('replace', () => {
    test('replaces a document of the given version, and removes the fields that the write does not contain', async () => {
      await store().commit([create('a', { name: 'x', score: 1 })]);
      const { version } = await stored('a');
      await store().commit([
        { kind: 'replace', ref: ref('a'), data: data({ flag: true }), version },
      ]);
      expect((await stored('a')).data).toEqual(data({ flag: true }));
    });

    test('conflicts if the document has another version or was deleted', async () => {
      await store().commit([create('a')]);
      const { version } = await stored('a');
      await store().commit([{ kind: 'put', ref: ref('a'), data: data({ score: 2 }) }]);
      const replace = {
        kind: 'replace',
        ref: ref('a'),
        data: data({ score: 3 }),
        version,
      } as const;
      const conflict = store().commit([replace]);
      await expect(conflict).rejects.toBeInstanceOf(WriteConflict);
      await expect(conflict).rejects.not.toBeInstanceOf(AlreadyExists);
      expect((await stored('a')).data['score']).toBe(2);
      await store().commit([{ kind: 'delete', ref: ref('a') }]);
      await expect(store().commit([replace])).rejects.toBeInstanceOf(WriteConflict);
      expect(await store().get(ref('a'))).toBeUndefined();
    });

    test('conflicts if the document was deleted and created again', async () => {
      await store().commit([create('a')]);
      const { version } = await stored('a');
      await store().commit([{ kind: 'delete', ref: ref('a') }]);
      await store().commit([create('a')]);
      await expect(
        store().commit([{ kind: 'replace', ref: ref('a'), data: data(), version }]),
      ).rejects.toBeInstanceOf(WriteConflict);
    });
  });

  describe('put', () => {
    test('writes a document in any state, and removes the fields that the write does not contain', async () => {
      await store().commit([{ kind: 'put', ref: ref('a'), data: data({ name: 'x' }) }]);
      await store().commit([{ kind: 'put', ref: ref('a'), data: data({ score: 1 }) }]);
      expect((await stored('a')).data).toEqual(data({ score: 1 }));
    });
  });

  describe('createOrReplace', () => {
    /**
     * Reads the document at once. Returns a function with which the test writes the document later.
     */
    async function look(score: number): Promise<() => Promise<unknown>> {
      const found = await store().get(ref('a'));
      return () => store().commit([createOrReplace(ref('a'), data({ score }), found)]);
    }

    test('writes a new document, and replaces a found one', async () => {
      for (const score of [1, 2]) await (await look(score))();
      expect((await stored('a')).data).toEqual(data({ score: 2 }));
    });

    test('conflicts if another caller wrote the document after the read, even if the read found no document', async () => {
      for (const score of [1, 3]) {
        const [early, late] = [await look(score), await look(score + 1)];
        await early();
        await expect(late()).rejects.toBeInstanceOf(WriteConflict);
        expect((await stored('a')).data['score']).toBe(score);
      }
    });
  });

  describe('update', () => {
    test('changes the fields that the write contains, and no other fields', async () => {
      await store().commit([create('a', { name: 'x', score: 1 })]);
      await store().commit([{ kind: 'update', ref: ref('a'), data: { score: 2 } }]);
      expect((await stored('a')).data).toEqual(data({ name: 'x', score: 2 }));
    });

    test('conflicts if the document does not exist; then no other write of the commit is carried out', async () => {
      const update = { kind: 'update', ref: ref('a'), data: { score: 2 } } as const;
      await expect(store().commit([create('b'), update])).rejects.toBeInstanceOf(WriteConflict);
      expect(await store().getAll([ref('a'), ref('b')])).toEqual([undefined, undefined]);
    });

    test('changes only a document of the given version, if a version is given', async () => {
      await store().commit([create('a', { score: 1 })]);
      const { version } = await stored('a');
      const update = { kind: 'update', ref: ref('a'), data: { score: 2 } } as const;
      await expect(store().commit([{ ...update, version: stale }])).rejects.toBeInstanceOf(
        WriteConflict,
      );
      await store().commit([{ ...update, version }]);
      expect((await stored('a')).data['score']).toBe(2);
    });

    test('refuses a field that is not declared', async () => {
      await store().commit([create('a')]);
      const update = { kind: 'update', ref: ref('a'), data: { other: 2 } } as const;
      await expect(store().commit([update])).rejects.toThrow('not declared');
    });
  });

  describe('delete', () => {
    test('deletes only a document of the given version, if a version is given', async () => {
      await store().commit([create('a')]);
      await expect(
        store().commit([{ kind: 'delete', ref: ref('a'), version: stale }]),
      ).rejects.toBeInstanceOf(WriteConflict);
      const { version } = await stored('a');
      await store().commit([{ kind: 'delete', ref: ref('a'), version }]);
      expect(await store().get(ref('a'))).toBeUndefined();
      await expect(
        store().commit([{ kind: 'delete', ref: ref('a'), version }]),
      ).rejects.toBeInstanceOf(WriteConflict);
    });

    test('deletes a document in any state if no version is given, and succeeds if the document is missing', async () => {
      await store().commit([create('a')]);
      await store().commit([
        { kind: 'delete', ref: ref('a') },
        { kind: 'delete', ref: ref('b') },
      ]);
      expect(await store().get(ref('a'))).toBeUndefined();
    });
  });
}
