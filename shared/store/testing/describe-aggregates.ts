import { beforeEach, describe, expect, test } from 'vitest';
import { type ContractFixture, t0 } from './contract-fixture.ts';

/** The guarantees of a store for counts, sums and averages of a field. */
export function describeAggregates({ store, create }: ContractFixture): void {
  describe('an aggregation', () => {
    beforeEach(async () => {
      await store().commit([
        create('a', { name: 'x', score: 1, created_at: t0 }),
        create('b', { name: 'x', score: 0.5, created_at: t0 + 1 }),
        create('c', { name: 'x', created_at: t0 + 2 }),
        create('d', { name: 'y', score: -4, created_at: t0 + 3 }),
        create('other', { name: 'x', score: 100, created_at: t0 }, 'other'),
      ]);
    });
    const orderBy = [{ field: 'score', direction: 'desc' }] as const;
    const whole = { collection: 'things', tenant: 'acme', where: [], orderBy };
    const named = (value: string) => [{ field: 'name', op: '==', value } as const];

    test('uses only those documents of the tenant in which the field exists', async () => {
      const all = await store().aggregate(whole, 'score');
      expect(all).toEqual({ count: 3, sum: -2.5, average: -2.5 / 3 });
    });

    test('uses only documents that match the filters', async () => {
      const found = await store().aggregate({ ...whole, where: named('x') }, 'score');
      expect(found).toEqual({ count: 2, sum: 1.5, average: 0.75 });
      const later = [...named('x'), { field: 'created_at', op: '>', value: t0 }] as const;
      const two = [{ field: 'created_at', direction: 'desc' }, ...orderBy] as const;
      const newer = await store().aggregate({ ...whole, where: later, orderBy: two }, 'score');
      expect(newer).toEqual({ count: 1, sum: 0.5, average: 0.5 });
    });

    test('gives a sum of 0 and no average if no document matches', async () => {
      const nothing = await store().aggregate({ ...whole, where: named('z') }, 'score');
      expect(nothing).toEqual({ count: 0, sum: 0, average: null });
    });

    test('is refused if the field is not a number, or if the query does not sort by the field', async () => {
      await expect(store().aggregate(whole, 'name')).rejects.toThrow('is no number');
      const unordered = { ...whole, orderBy: [] };
      await expect(store().aggregate(unordered, 'score')).rejects.toThrow('does not order by');
      await expect(store().aggregate(whole, 'email')).rejects.toThrow('is no number');
    });
  });
}
