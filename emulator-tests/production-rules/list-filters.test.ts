import { describe, expect, test } from 'vitest';
import type { Category } from '#shared/categories/define-category.ts';
import { categories } from '#shared/categories/registry.ts';
import { narrowedExport } from '#shared/records/export-records.ts';
import { conditionOf, type ListFilter, listFilters } from '#shared/records/record-filters.ts';
import type { Filter, Order } from '#shared/store/store.ts';
import { collectionsFor } from '#shared/wiring/collections.ts';
import { deriveIndexFile } from '../../infra/firestore/derive-index-file.ts';
import { coversQuery } from './index-coverage.ts';

const directions = { asc: 'ASCENDING', desc: 'DESCENDING' } as const;

function coverageOf(category: Category, where: readonly Filter[], orderBy: readonly Order[]) {
  const file = deriveIndexFile(collectionsFor(categories), category.database);
  // Every query of a list has a range, because it asks only for records that have not expired.
  const basis = category.retention.basis === 'created' ? [] : ['basis_at'];
  const ranges = where.filter(({ op }) => op !== '==').map(({ field }) => field);
  return coversQuery(file, {
    collectionGroup: category.id,
    scope: 'COLLECTION',
    equalities: where.filter(({ op }) => op === '==').map(({ field }) => field),
    inequalities: [...new Set(['expires_at', ...basis, ...ranges])],
    arrayContains: [],
    orderBy: orderBy.map(({ field, direction }) => ({ field, direction: directions[direction] })),
  });
}

const valueOf = ({ field }: ListFilter) => (field === 'created_at' ? '2026-01-15T12:00:00Z' : 'x');

describe.each(categories)('the queries that list and export $id', (category) => {
  const filters = listFilters(category);
  const ranges = filters.filter(({ field }) => field === 'created_at');
  const others = filters.filter(({ field }) => field !== 'created_at');
  const narrowings = [[], ...others.map((other) => [other])].flatMap((other) => [
    other,
    [...other, ...ranges],
  ]);

  test.each(narrowings.map((each) => [each.map(({ name }) => name).join(', '), each] as const))(
    'have an index if they filter by «%s»',
    (_names, narrowing) => {
      const where = narrowing.map((filter) => conditionOf(filter, valueOf(filter)));
      const { orderBy, countBy } = narrowedExport(category, where);
      expect(coverageOf(category, where, orderBy)).toEqual({ covered: true });
      expect(coverageOf(category, where, countBy)).toEqual({ covered: true });
    },
  );
});
