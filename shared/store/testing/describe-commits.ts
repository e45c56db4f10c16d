import { describe, expect, test } from 'vitest';
import { WriteConflict } from '../store.ts';
import { type ContractFixture } from './contract-fixture.ts';

/** The guarantees of a store for commits of several writes. */
export function describeCommits({
  store,
  ref,
  data,
  create,
  stored,
  query,
}: ContractFixture): void {
  describe('a commit', () => {
    test('writes all its documents or none', async () => {
      await store().commit([create('taken'), create('old')]);
      const writes = [
        create('a'),
        { kind: 'put', ref: ref('b'), data: data() },
        { kind: 'delete', ref: ref('old') },
        create('taken'),
      ] as const;
      await expect(store().commit(writes)).rejects.toBeInstanceOf(WriteConflict);
      expect(await query({})).toEqual(['old', 'taken']);
    });

    test('returns versions that can be used as preconditions, and no versions for deletions', async () => {
      await store().commit([create('b'), create('gone')]);
      const { version: before } = await stored('b');
      const versions = await store().commit([
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
        await store().commit([
          { kind: 'replace', ref: ref(id), data: data({ flag: true }), version },
        ]);
      }
      expect((await stored('c')).data['flag']).toBe(true);
    });

    test('returns a version that can be used as a precondition, even if the commit changes nothing', async () => {
      await store().commit([create('a')]);
      const { version } = await stored('a');
      const [next] = await store().commit([
        { kind: 'replace', ref: ref('a'), data: data(), version },
      ]);
      if (next === undefined) throw new Error('no version');
      await store().commit([
        { kind: 'replace', ref: ref('a'), data: data({ score: 1 }), version: next },
      ]);
      expect((await stored('a')).data['score']).toBe(1);
    });

    test('succeeds if it contains no writes', async () => {
      expect(await store().commit([])).toEqual([]);
    });

    test('is refused before anything is written, if it writes to two databases', async () => {
      const other = { ...create('b'), ref: { ...ref('b'), collection: 'secrets' } };
      await expect(store().commit([create('a'), other])).rejects.toThrow('two databases');
      expect(await store().get(ref('a'))).toBeUndefined();
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
    ])('is refused before anything is written, if it contains %s', async (_name, write) => {
      const refused = store().commit([create('b'), write]);
      await expect(refused).rejects.toThrow(/ is not declared$| is no [a-z]+$| has no expires_at$/);
      await expect(refused).rejects.not.toBeInstanceOf(WriteConflict);
      expect(await store().get(ref('b'))).toBeUndefined();
    });
  });
}
