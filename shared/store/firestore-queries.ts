import type { google } from '@google-cloud/firestore-api/protos';
import { checkQuery } from './check-declared.ts';
import type { Collection } from './declare-collection.ts';
import { encodeValue, encodeValues, type Value } from './firestore-values.ts';
import { allTenants, type Filter, type Order, type Query, type WholeQuery } from './store.ts';

type StructuredQuery = google.firestore.v1.IStructuredQuery;

const operators = {
  '==': 'EQUAL',
  in: 'IN',
  '<': 'LESS_THAN',
  '<=': 'LESS_THAN_OR_EQUAL',
  '>': 'GREATER_THAN',
  '>=': 'GREATER_THAN_OR_EQUAL',
} as const satisfies { readonly [op in Filter['op']]: string };
const directions = { asc: 'ASCENDING', desc: 'DESCENDING' } as const;

/**
 * The field with the name of a document. A query sorts documents by name if they are equal in all
 * fields of `orderBy`.
 */
const nameField = '__name__';

function whereOf(collection: Collection, filters: readonly Filter[]) {
  const encoded = filters.map(({ field, op, value }) => ({
    fieldFilter: {
      field: { fieldPath: field },
      op: operators[op],
      value: (op === 'in' ? encodeValues : encodeValue)(collection, field, value),
    },
  }));
  if (encoded.length < 2) return encoded[0] ?? null;
  return { compositeFilter: { op: 'AND' as const, filters: encoded } };
}

function orderOf({ field, direction }: Order) {
  return { field: { fieldPath: field }, direction: directions[direction] };
}

/** The path of the parent of a query's documents, inside the database. */
export function parentOf({ tenant }: Pick<Query, 'tenant'>): string {
  return tenant === allTenants ? 'documents' : `documents/tenants/${tenant}`;
}

/**
 * Encodes a query without a beginning, an end or a limit for Firestore's protocol.
 * @throws if {@link checkQuery} refuses the query
 */
export function toWholeQuery(collection: Collection, query: WholeQuery): StructuredQuery {
  checkQuery(collection, query);
  return {
    from: [{ collectionId: collection.id, allDescendants: query.tenant === allTenants }],
    where: whereOf(collection, query.where),
    orderBy: query.orderBy.map(orderOf),
  };
}

/**
 * Encodes a query for Firestore's protocol. If the query has `startAfter` or `endBefore`, this
 * function adds the document's name as the last sort key, because Firestore then requires it. For
 * every other query Firestore itself adds this sort key.
 * @param root the name of the database, because a place contains the whole name of a document
 */
export function toQuery(root: string, collection: Collection, query: Query): StructuredQuery {
  const { orderBy, select, startAfter, endBefore, limit } = query;
  const whole = toWholeQuery(collection, query);
  const toPlace = (place: readonly unknown[]): Value[] =>
    place.map((value, at) => {
      const order = orderBy[at];
      if (order !== undefined) return encodeValue(collection, order.field, value);
      const within = query.tenant === allTenants ? '' : `/${collection.id}`;
      return { referenceValue: `${root}/${parentOf(query)}${within}/${String(value)}` };
    });
  const hasPlace = startAfter !== undefined || endBefore !== undefined;
  const direction = orderBy.at(-1)?.direction ?? 'asc';
  return {
    ...whole,
    ...(hasPlace && {
      orderBy: [...orderBy, { field: nameField, direction }].map(orderOf),
    }),
    ...(select && { select: { fields: select.map((fieldPath) => ({ fieldPath })) } }),
    ...(startAfter && { startAt: { values: toPlace(startAfter), before: false } }),
    ...(endBefore && { endAt: { values: toPlace(endBefore), before: true } }),
    limit: { value: limit },
  };
}
