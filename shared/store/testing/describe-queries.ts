import { beforeEach, describe, expect, test } from 'vitest';
import { allTenants, placeOf } from '../store.ts';
import { type ContractFixture, t0 } from './contract-fixture.ts';

/** The guarantees of a store for queries and counts. */
export function describeQueries({ store, create, query }: ContractFixture): void {
  describe('a query', () => {
    beforeEach(async () => {
      await store().commit([
        create('a', { created_at: t0 + 2, name: 'x', score: 1, flag: true }),
        create('b', { created_at: t0 + 3, name: 'y', score: 2 }),
        create('c', { created_at: t0 + 1, name: 'x', score: 3 }),
        create('d', { created_at: t0 + 3, name: 'x', score: 4 }),
        create('other', { created_at: t0 + 9, name: 'x' }, 'other'),
      ]);
    });
    const newest = [{ field: 'created_at', direction: 'desc' }] as const;
    const oldest = [{ field: 'created_at', direction: 'asc' }] as const;

    test('sorts by `orderBy`; if two documents are equal in these fields, the id decides, in the direction of the last field', async () => {
      expect(await query({ orderBy: newest })).toEqual(['d', 'b', 'a', 'c']);
      expect(await query({ orderBy: oldest })).toEqual(['c', 'a', 'b', 'd']);
      const two = [...newest, { field: 'score', direction: 'asc' }] as const;
      expect(await query({ orderBy: two })).toEqual(['b', 'd', 'a', 'c']);
      expect(await query({})).toEqual(['a', 'b', 'c', 'd']);
    });

    test('leaves out documents without the field by which the query sorts', async () => {
      expect(await query({ orderBy: [{ field: 'flag', direction: 'asc' }] })).toEqual(['a']);
    });

    test('returns only the selected fields of a document, and also its version', async () => {
      const whole = { collection: 'things', tenant: 'acme', where: [], orderBy: newest, limit: 1 };
      const [all] = await store().query(whole);
      const [found] = await store().query({ ...whole, select: ['created_at', 'name'] });
      const { ref, version } = all ?? {};
      expect(found).toMatchObject({ ref, version });
      expect(found?.data).toEqual({ created_at: t0 + 3, name: 'x' });
    });

    test('returns no more documents than its limit', async () => {
      expect(await query({ orderBy: newest, limit: 2 })).toEqual(['d', 'b']);
      expect(await query({ orderBy: newest, limit: 1 })).toEqual(['d']);
    });

    test('can begin after the place of one document and end before the place of another; both documents are left out', async () => {
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

    test('finds every document once, for pages of any size', async () => {
      for (const limit of [1, 2, 3]) {
        const seen: string[] = [];
        let startAfter: readonly unknown[] | undefined;
        for (;;) {
          const whole = { collection: 'things', tenant: 'acme', where: [], orderBy: newest, limit };
          const page = await store().query({ ...whole, ...(startAfter && { startAfter }) });
          seen.push(...page.map((found) => found.ref.id));
          const last = page.at(-1);
          if (last === undefined) break;
          startAfter = [last.data['created_at'], last.ref.id];
        }
        expect(seen).toEqual(['d', 'b', 'a', 'c']);
      }
    });

    test('compares instants to the microsecond, and leaves out documents without the compared field', async () => {
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

    test('finds documents whose field equals one of the values of `in`, in the requested order', async () => {
      const within = (value: readonly unknown[]) =>
        query({ where: [{ field: 'name', op: 'in', value }], orderBy: oldest });
      const each = (value: string) =>
        query({ where: [{ field: 'name', op: '==', value }], orderBy: oldest });
      const [x, y] = [await each('x'), await each('y')];
      expect(x.length * y.length).toBeGreaterThan(0);
      expect(await within(['x', 'nothing'])).toEqual(x);
      const inOrder = (await query({ orderBy: oldest })).filter((id) => [...x, ...y].includes(id));
      expect(await within(['y', 'x'])).toEqual(inOrder);
      const many = Array.from({ length: 30 }, (_, at) => `none-${at}`);
      expect(await within(many)).toEqual([]);
      await expect(within([...many, 'x'])).rejects.toThrow('too many values');
      await expect(within(['x', 1])).rejects.toThrow('things.name is no id');
    });

    test('refuses to compare a field with a value of another type', async () => {
      for (const value of [1, null, undefined, ['x'], true])
        await expect(query({ where: [{ field: 'name', op: '==', value }] })).rejects.toThrow(
          'things.name is no id',
        );
    });

    test('finds documents that match all of its filters', async () => {
      const where = [
        { field: 'name', op: '==', value: 'x' },
        { field: 'score', op: '>', value: 1 },
      ] as const;
      const orderBy = [{ field: 'score', direction: 'desc' }] as const;
      expect(await query({ where, orderBy })).toEqual(['d', 'c']);
      expect(await store().count({ collection: 'things', tenant: 'acme', where, orderBy })).toBe(2);
    });

    test('sees the documents of one tenant, or of all tenants', async () => {
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
      const tenants = (await store().query(all)).map((found) => found.ref.tenant);
      expect(tenants).toEqual(['other', 'acme', 'acme', 'acme', 'acme']);
      const counted = { collection: 'things', tenant: allTenants, where: [], orderBy: newest };
      expect(await store().count(counted)).toBe(5);
      expect(await store().count({ ...counted, tenant: 'acme' })).toBe(4);
    });

    test('over all tenants can continue after any document of any tenant', async () => {
      const page = {
        collection: 'things',
        tenant: allTenants,
        where: [],
        orderBy: newest,
        limit: 2,
      };
      const seen: string[] = [];
      let startAfter: readonly unknown[] | undefined;
      for (;;) {
        const found = await store().query({ ...page, ...(startAfter && { startAfter }) });
        seen.push(...found.map(({ ref }) => ref.id));
        const last = found.at(-1);
        if (last === undefined) break;
        startAfter = placeOf(last, page);
      }
      expect(seen).toEqual(['other', 'd', 'b', 'a', 'c']);
    });

    test('is refused if it names an undeclared collection or field', async () => {
      await expect(query({ collection: 'undeclared' })).rejects.toThrow('not declared');
      const where = [{ field: 'email', op: '==', value: 'x' }] as const;
      await expect(query({ where })).rejects.toThrow('not declared');
      const orderBy = [{ field: 'email', direction: 'asc' }] as const;
      await expect(query({ orderBy })).rejects.toThrow('not declared');
      await expect(
        store().count({ collection: 'things', tenant: 'acme', where, orderBy: [] }),
      ).rejects.toThrow('not declared');
    });
  });
}
