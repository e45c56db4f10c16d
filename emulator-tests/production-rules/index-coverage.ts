import type { Direction, IndexFile, QueryScope } from '../../infra/firestore/index-file.ts';
import type { AvailableIndex, IndexEntry } from './available-indexes.ts';
import { DOCUMENT_NAME, listAvailableIndexes } from './available-indexes.ts';

/**
 * A group of filters that are joined by AND, with their sort order. A query with OR consists of
 * several groups.
 */
export type QueryShape = {
  /**
   * The collection id. It is empty for a query over all collections. A recursive deletion sends
   * such a query.
   */
  readonly collectionGroup: string;
  readonly scope: QueryScope;
  readonly equalities: readonly string[];
  readonly inequalities: readonly string[];
  readonly arrayContains: readonly string[];
  readonly orderBy: readonly { readonly field: string; readonly direction: Direction }[];
  /**
   * Fields that the query sums or averages. An index must contain them, like the fields by which
   * the query sorts.
   */
  readonly aggregated?: readonly string[];
};

export type Coverage =
  | { readonly covered: true }
  | { readonly covered: false; readonly reason: string };

/**
 * Tells whether production could answer the query with one index of the file, or with several
 * merged indexes. It accepts only uses of an index that Google's documentation promises. So it
 * never reads an index in reverse, and never uses an index that has more fields than the query.
 */
export function coversQuery(indexFile: IndexFile, query: QueryShape): Coverage {
  const sortOrder = resolveSortOrder(query);
  const wanted: IndexEntry[] = [
    ...equalityFields(query).map((field) => ({ field, mode: 'ASCENDING' as const })),
    ...[...new Set(query.arrayContains)].map((field) => ({ field, mode: 'CONTAINS' as const })),
  ];
  if (wanted.length === 0 && isDocumentOrder(sortOrder)) return { covered: true };
  const served = listAvailableIndexes({
    indexFile,
    collectionGroup: query.collectionGroup,
    scope: query.scope,
    fields: [...wanted, ...sortOrder].map(({ field }) => field),
  })
    .map((index) => prefixBefore(index, sortOrder))
    .filter((prefix) => prefix?.every((entry) => wanted.some((one) => sameFilter(one, entry))))
    .filter((prefix) => prefix !== undefined);
  const missing = wanted.filter(
    (one) => !served.some((prefix) => prefix.some((entry) => sameFilter(one, entry))),
  );
  if (served.length > 0 && missing.length === 0) {
    if (wanted.length > 0 || served.some((prefix) => prefix.length === 0)) return { covered: true };
  }
  return { covered: false, reason: describeGap({ query, wanted, sortOrder, missing }) };
}

/** Returns the full order of the results: the stated order, then the fields that Firestore adds. */
function resolveSortOrder(query: QueryShape): { field: string; mode: Direction }[] {
  const lastDirection = query.orderBy.at(-1)?.direction ?? 'ASCENDING';
  const sortOrder: { field: string; mode: Direction }[] = [];
  const append = (field: string, mode: Direction) => {
    if (query.equalities.includes(field)) return;
    if (!sortOrder.some((entry) => entry.field === field)) sortOrder.push({ field, mode });
  };
  for (const { field, direction } of query.orderBy) append(field, direction);
  const implied = [...new Set(query.inequalities)].toSorted();
  for (const field of [...implied, ...[...(query.aggregated ?? [])].toSorted()]) {
    if (field !== DOCUMENT_NAME) append(field, lastDirection);
  }
  if (!sortOrder.some(({ field }) => field === DOCUMENT_NAME)) {
    sortOrder.push({ field: DOCUMENT_NAME, mode: lastDirection });
  }
  return sortOrder;
}

// Every index ends in the document name. So a filter on the name needs no field in the index.
function equalityFields(query: QueryShape): string[] {
  return [...new Set(query.equalities)].filter((field) => field !== DOCUMENT_NAME);
}

function isDocumentOrder(sortOrder: readonly IndexEntry[]): boolean {
  const [first] = sortOrder;
  return sortOrder.length === 1 && first?.field === DOCUMENT_NAME && first.mode === 'ASCENDING';
}

/**
 * Returns the fields of an index that come before the fields of the sort order. The result is
 * undefined if the index does not end in exactly the sort order.
 */
function prefixBefore(
  index: AvailableIndex,
  sortOrder: readonly IndexEntry[],
): AvailableIndex | undefined {
  const start = index.length - sortOrder.length;
  if (start < 0) return undefined;
  const ends = sortOrder.every((entry, at) => {
    const own = index[start + at];
    return own?.field === entry.field && own.mode === entry.mode;
  });
  return ends ? index.slice(0, start) : undefined;
}

// A filter for one value can use an ascending or a descending field of an index. A filter for a
// value in an array can use only an array field of an index.
function sameFilter(one: IndexEntry, other: IndexEntry): boolean {
  const sameKind = (one.mode === 'CONTAINS') === (other.mode === 'CONTAINS');
  return one.field === other.field && sameKind;
}

function describeGap(input: {
  query: QueryShape;
  wanted: readonly IndexEntry[];
  sortOrder: readonly IndexEntry[];
  missing: readonly IndexEntry[];
}): string {
  const filters = input.wanted.map(
    ({ field, mode }) => `${field} ${mode === 'CONTAINS' ? 'CONTAINS' : '=='}`,
  );
  const order = input.sortOrder.map(({ field, mode }) => `${field} ${mode}`);
  const unserved = input.missing.map(({ field }) => field).join(', ');
  return [
    `no index of ${input.query.collectionGroup || 'all collections'} (${input.query.scope}) serves`,
    [...filters, ...order].join(', '),
    unserved === '' ? '' : `(unserved: ${unserved})`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}
