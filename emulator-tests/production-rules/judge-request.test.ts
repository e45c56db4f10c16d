import { status } from '@grpc/grpc-js';
import { describe, expect, test } from 'vitest';
import type { Filter, FirestoreRequest } from '../../infra/emulators/firestore/decode-request.ts';
import { judgeRequest } from './judge-request.ts';

const ROOT = 'projects/p/databases/d/documents';
const NO_INDEXES = { indexes: [], fieldOverrides: [] };

function codeOf(request: FirestoreRequest, byteLength = 100): number | undefined {
  return judgeRequest({ request, byteLength, indexFile: NO_INDEXES })?.refusal.code;
}

function filter(field: string, op: string, values = 0): Filter {
  const arrayValue = { values: Array.from({ length: values }, () => ({})) };
  return {
    fieldFilter: { op, field: { fieldPath: field }, value: values > 0 ? { arrayValue } : {} },
  };
}

function combine(op: 'AND' | 'OR', ...filters: Filter[]): Filter {
  return { compositeFilter: { op, filters } };
}

function query(where: Filter, orderBy?: string): FirestoreRequest {
  const order = orderBy === undefined ? [] : [{ field: { fieldPath: orderBy } }];
  return { structuredQuery: { from: [{ collectionId: 'notes' }], where, orderBy: order } };
}

describe('limits of production', () => {
  test('a request of ten mebibytes passes, and one byte more is refused', () => {
    expect(codeOf({ database: 'd' }, 10 * 1024 * 1024)).toBeUndefined();
    expect(codeOf({ database: 'd' }, 10 * 1024 * 1024 + 1)).toBe(status.INVALID_ARGUMENT);
  });

  test.each(['__x__', '____', '__a\nb__', '.', '..'])(
    '%j is refused as an id, in any part of a path',
    (id) => {
      const name = `${ROOT}/notes/${id}`;
      const requests: FirestoreRequest[] = [
        { name },
        { documents: [`${ROOT}/notes/fine`, name] },
        { writes: [{ update: { name } }] },
        { writes: [{ delete: name }] },
        { writes: [{ transform: { document: name } }] },
        { parent: ROOT, collectionId: 'notes', documentId: id },
        { parent: ROOT, collectionId: id },
        { name: `${name}/below/one` },
      ];
      expect(requests.map((request) => codeOf(request))).toEqual(
        requests.map(() => status.INVALID_ARGUMENT),
      );
    },
  );

  test.each(['__x', 'x__', '_x_', '...', 'a.b', '__'])('%j is accepted as an id', (id) => {
    expect(codeOf({ documents: [`${ROOT}/notes/${id}`] })).toBeUndefined();
  });

  test.each([
    ['IN', 30],
    ['ARRAY_CONTAINS_ANY', 30],
    ['NOT_IN', 10],
  ])('%s accepts up to %i values', (op, most) => {
    expect(codeOf(query(filter('a', op, most)))).toBeUndefined();
    expect(codeOf(query(filter('a', op, most + 1)))).toBe(status.INVALID_ARGUMENT);
    const deep = combine('AND', filter('b', 'EQUAL'), filter('a', op, most + 1));
    expect(codeOf(query(deep))).toBe(status.INVALID_ARGUMENT);
  });

  test('AND multiplies the numbers of values, and OR adds them', () => {
    const six = [filter('a', 'IN', 6), filter('b', 'IN', 6)];
    expect(codeOf(query(combine('AND', ...six)))).toBe(status.INVALID_ARGUMENT);
    expect(codeOf(query(combine('OR', ...six)))).toBeUndefined();
    expect(
      codeOf(query(combine('AND', filter('a', 'IN', 6), filter('b', 'IN', 5)))),
    ).toBeUndefined();
  });
});

describe('filters that an index must serve', () => {
  test.each<[string, Filter, string | undefined, boolean]>([
    [
      'IN is like an equality',
      combine('AND', filter('a', 'IN', 2), filter('b', 'EQUAL')),
      undefined,
      true,
    ],
    [
      'NOT_IN is like a range',
      combine('AND', filter('a', 'NOT_IN', 2), filter('b', 'EQUAL')),
      undefined,
      false,
    ],
    [
      'without an index, a query may sort by the field of an IN with one value',
      combine('AND', filter('a', 'IN', 1), filter('b', 'EQUAL')),
      'a',
      true,
    ],
    [
      'without an index, a query may not sort by the field of an IN with two values',
      combine('AND', filter('a', 'IN', 2), filter('b', 'EQUAL')),
      'a',
      false,
    ],
    [
      'each side of an OR uses its own index',
      combine('OR', filter('a', 'EQUAL'), filter('b', 'EQUAL')),
      undefined,
      true,
    ],
    [
      'if one side of an OR is a range, the other side needs an index with the field of the range',
      combine('OR', filter('a', 'EQUAL'), filter('b', 'LESS_THAN')),
      undefined,
      false,
    ],
    [
      'a comparison with null is like an equality',
      combine(
        'AND',
        { unaryFilter: { op: 'IS_NULL', field: { fieldPath: 'a' } } },
        filter('b', 'EQUAL'),
      ),
      undefined,
      true,
    ],
    [
      'a comparison with not null is like a range',
      combine(
        'AND',
        { unaryFilter: { op: 'IS_NOT_NULL', field: { fieldPath: 'a' } } },
        filter('b', 'EQUAL'),
      ),
      undefined,
      false,
    ],
  ])('%s', (_, where, orderBy, served) => {
    expect(codeOf(query(where, orderBy))).toBe(served ? undefined : status.FAILED_PRECONDITION);
  });
});
