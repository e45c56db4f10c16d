import { describe, expect, test } from 'vitest';
import type {
  CompositeIndex,
  Direction,
  IndexFile,
  QueryScope,
} from '../../infra/firestore/index-file.ts';
import type { QueryShape } from './index-coverage.ts';
import { coversQuery } from './index-coverage.ts';

const ASC = 'ASCENDING' as const;
const DESC = 'DESCENDING' as const;
const EMPTY: IndexFile = { indexes: [], fieldOverrides: [] };

type Case = {
  readonly name: string;
  readonly file: IndexFile;
  readonly query: Partial<QueryShape>;
  readonly covered: boolean;
};

/**
 * Makes an index from a short text: `composite('a b- tags[]')` has `a` ascending, `b` descending
 * and `tags` as an array.
 */
function composite(fields: string, queryScope: QueryScope = 'COLLECTION'): CompositeIndex {
  return {
    collectionGroup: 'notes',
    queryScope,
    fields: fields.split(' ').map((text) => {
      const fieldPath = text.replace(/-$|\[\]$/, '');
      if (text.endsWith('[]')) return { fieldPath, arrayConfig: 'CONTAINS' as const };
      return { fieldPath, order: text.endsWith('-') ? DESC : ASC };
    }),
  };
}

function withIndexes(...indexes: CompositeIndex[]): IndexFile {
  return { indexes, fieldOverrides: [] };
}

function exempt(fieldPath: string, ...indexes: CompositeIndex[]): IndexFile {
  return { indexes, fieldOverrides: [{ collectionGroup: 'notes', fieldPath, indexes: [] }] };
}

function keepOnly(fieldPath: string, queryScope: QueryScope, order: Direction): IndexFile {
  const indexes = [{ order, queryScope }];
  return { indexes: [], fieldOverrides: [{ collectionGroup: 'notes', fieldPath, indexes }] };
}

function by(...fields: string[]): QueryShape['orderBy'] {
  return fields.map((text) => ({
    field: text.replace(/-$/, ''),
    direction: text.endsWith('-') ? DESC : ASC,
  }));
}

const group = { scope: 'COLLECTION_GROUP' } as const;

const cases: Case[] = [
  { name: 'neither a filter nor an order', file: EMPTY, query: {}, covered: true },
  { name: 'a whole collection group', file: EMPTY, query: group, covered: true },
  {
    name: 'an order by the document name',
    file: EMPTY,
    query: { orderBy: by('__name__') },
    covered: true,
  },
  {
    name: 'a descending order by the document name',
    file: EMPTY,
    query: { orderBy: by('__name__-') },
    covered: false,
  },
  {
    name: 'a range of names over all collections',
    file: EMPTY,
    query: { ...group, collectionGroup: '', inequalities: ['__name__'] },
    covered: true,
  },
  { name: 'one equality', file: EMPTY, query: { equalities: ['a'] }, covered: true },
  { name: 'merged equalities', file: EMPTY, query: { equalities: ['a', 'b', 'c'] }, covered: true },
  {
    name: 'equality merged with array membership',
    file: EMPTY,
    query: { equalities: ['a'], arrayContains: ['tags'] },
    covered: true,
  },
  {
    name: 'an equality in a collection group',
    file: EMPTY,
    query: { ...group, equalities: ['a'] },
    covered: false,
  },
  {
    name: 'an equality in a collection group whose override allows it',
    file: keepOnly('a', 'COLLECTION_GROUP', ASC),
    query: { ...group, equalities: ['a'] },
    covered: true,
  },
  {
    name: 'an equality in a collection whose override allows only the collection group',
    file: keepOnly('a', 'COLLECTION_GROUP', ASC),
    query: { equalities: ['a'] },
    covered: false,
  },
  { name: 'an inequality', file: EMPTY, query: { inequalities: ['a'] }, covered: true },
  {
    name: 'an inequality and an order on the same field',
    file: EMPTY,
    query: { inequalities: ['a'], orderBy: by('a-') },
    covered: true,
  },
  {
    name: 'a descending order on a field whose override allows only ascending',
    file: keepOnly('a', 'COLLECTION', ASC),
    query: { orderBy: by('a-') },
    covered: false,
  },
  {
    name: 'a descending order with the document name ascending',
    file: EMPTY,
    query: { orderBy: by('a-', '__name__') },
    covered: false,
  },
  {
    name: 'a descending order with the document name descending',
    file: EMPTY,
    query: { orderBy: by('a-', '__name__-') },
    covered: true,
  },
  { name: 'two inequalities', file: EMPTY, query: { inequalities: ['a', 'b'] }, covered: false },
  {
    name: 'two inequalities, with an index in the alphabetical order of the fields',
    file: withIndexes(composite('a b')),
    query: { inequalities: ['b', 'a'] },
    covered: true,
  },
  {
    name: 'two inequalities, with an index in the other order',
    file: withIndexes(composite('b a')),
    query: { inequalities: ['b', 'a'] },
    covered: false,
  },
  {
    name: 'two inequalities and an order by one field, whose direction also holds for the other field',
    file: withIndexes(composite('b- a-')),
    query: { inequalities: ['a', 'b'], orderBy: by('b-') },
    covered: true,
  },
  {
    name: 'an equality and an order without a composite',
    file: EMPTY,
    query: { equalities: ['a'], orderBy: by('b') },
    covered: false,
  },
  {
    name: 'an equality and an order with a composite',
    file: withIndexes(composite('a b-')),
    query: { equalities: ['a'], orderBy: by('b-') },
    covered: true,
  },
  {
    name: 'a descending order with an ascending index',
    file: withIndexes(composite('a b')),
    query: { equalities: ['a'], orderBy: by('b-') },
    covered: false,
  },
  {
    name: 'an equality on a field that is descending in the index',
    file: withIndexes(composite('a- b')),
    query: { equalities: ['a'], orderBy: by('b') },
    covered: true,
  },
  {
    name: 'two equalities, with an index that has the fields in another order',
    file: withIndexes(composite('b a c-')),
    query: { equalities: ['a', 'b'], orderBy: by('c-') },
    covered: true,
  },
  {
    name: 'an index with one field more than the query',
    file: withIndexes(composite('a b c')),
    query: { equalities: ['a'], orderBy: by('b') },
    covered: false,
  },
  {
    name: 'an index with a field that is not in the query',
    file: withIndexes(composite('a z b')),
    query: { equalities: ['a'], orderBy: by('b') },
    covered: false,
  },
  {
    name: 'an index that states the document name in the same direction',
    file: withIndexes(composite('a b- __name__-')),
    query: { equalities: ['a'], orderBy: by('b-') },
    covered: true,
  },
  {
    name: 'an index that states the document name in the other direction',
    file: withIndexes(composite('a b- __name__')),
    query: { equalities: ['a'], orderBy: by('b-') },
    covered: false,
  },
  {
    name: 'an index with the wrong scope',
    file: withIndexes(composite('a b', 'COLLECTION_GROUP')),
    query: { equalities: ['a'], orderBy: by('b') },
    covered: false,
  },
  {
    name: 'an index with the correct scope',
    file: withIndexes(composite('a b', 'COLLECTION_GROUP')),
    query: { ...group, equalities: ['a'], inequalities: ['b'] },
    covered: true,
  },
  {
    name: 'another collection',
    file: withIndexes(composite('a b')),
    query: { collectionGroup: 'others', equalities: ['a'], orderBy: by('b') },
    covered: false,
  },
  {
    name: 'two composites merged by their common order',
    file: withIndexes(composite('a c-'), composite('b c-')),
    query: { equalities: ['a', 'b'], orderBy: by('c-') },
    covered: true,
  },
  {
    name: 'two composites with different orders',
    file: withIndexes(composite('a c-'), composite('b c')),
    query: { equalities: ['a', 'b'], orderBy: by('c-') },
    covered: false,
  },
  {
    name: 'two composites, and a third equality that is in neither of them',
    file: withIndexes(composite('a d'), composite('b d')),
    query: { equalities: ['a', 'b', 'c'], orderBy: by('d') },
    covered: false,
  },
  {
    name: 'a composite and a single-field index, with an order',
    file: withIndexes(composite('a c')),
    query: { equalities: ['a', 'b'], orderBy: by('c') },
    covered: false,
  },
  {
    name: 'array membership with a composite',
    file: withIndexes(composite('tags[] b-')),
    query: { arrayContains: ['tags'], orderBy: by('b-') },
    covered: true,
  },
  {
    name: 'array membership with an ordered index',
    file: withIndexes(composite('tags b-')),
    query: { arrayContains: ['tags'], orderBy: by('b-') },
    covered: false,
  },
  {
    name: 'an equality with an array index',
    file: withIndexes(composite('tags[] b-')),
    query: { equalities: ['tags'], orderBy: by('b-') },
    covered: false,
  },
  {
    name: 'an order on an equality field',
    file: EMPTY,
    query: { equalities: ['a', 'b'], orderBy: by('a') },
    covered: true,
  },
  {
    name: 'an exempt field (without an index of its own)',
    file: exempt('a'),
    query: { equalities: ['a'] },
    covered: false,
  },
  {
    name: 'an exempt field among equalities',
    file: exempt('a'),
    query: { equalities: ['a', 'b'] },
    covered: false,
  },
  {
    name: 'an exempt field with a composite',
    file: exempt('a', composite('b a-')),
    query: { equalities: ['b'], orderBy: by('a-') },
    covered: true,
  },
  {
    name: 'a composite that production would refuse to create',
    file: exempt('a', composite('a-')),
    query: { orderBy: by('a-') },
    covered: false,
  },
  {
    name: 'a composite with the document name in the same direction',
    file: exempt('a', composite('a- __name__-')),
    query: { orderBy: by('a-') },
    covered: false,
  },
  {
    name: 'a composite with the document name in the other direction',
    file: exempt('a', composite('a- __name__')),
    query: { orderBy: by('a-', '__name__') },
    covered: true,
  },
  {
    name: 'a field inside an exempt map',
    file: exempt('map'),
    query: { equalities: ['map.inner'] },
    covered: false,
  },
  {
    name: 'a field of a collection group in which all fields are exempt',
    file: exempt('*'),
    query: { equalities: ['a'] },
    covered: false,
  },
  {
    name: 'a quoted field whose name has a dot',
    file: exempt('a'),
    query: { equalities: ['`a.b`'] },
    covered: true,
  },
  { name: 'a sum without a filter', file: EMPTY, query: { aggregated: ['coins'] }, covered: true },
  {
    name: 'a sum with a filter, without a composite',
    file: EMPTY,
    query: { equalities: ['a'], aggregated: ['coins'] },
    covered: false,
  },
  {
    name: 'a sum with filters and a composite',
    file: withIndexes(composite('a expires_at coins')),
    query: { equalities: ['a'], inequalities: ['expires_at'], aggregated: ['coins'] },
    covered: true,
  },
];

describe('the index file covers a query', () => {
  test.each(cases)('$name: $covered', ({ file, query, covered }) => {
    const shape: QueryShape = {
      collectionGroup: 'notes',
      scope: 'COLLECTION',
      equalities: [],
      inequalities: [],
      arrayContains: [],
      orderBy: [],
      ...query,
    };
    expect(coversQuery(file, shape).covered).toBe(covered);
  });

  test('the reason contains the collection, the filters and the full order', () => {
    const coverage = coversQuery(withIndexes(composite('a c-')), {
      collectionGroup: 'notes',
      scope: 'COLLECTION',
      equalities: ['a', 'b'],
      inequalities: [],
      arrayContains: [],
      orderBy: by('c-'),
    });
    expect(coverage).toEqual({
      covered: false,
      reason:
        'no index of notes (COLLECTION) serves a ==, b ==, c DESCENDING, __name__ DESCENDING (unserved: b)',
    });
  });
});
