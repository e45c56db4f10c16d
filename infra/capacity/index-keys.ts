import type { DocumentData, DocumentRef } from '#shared/store/store.ts';
import type { CompositeIndex, IndexFile, QueryScope } from '../firestore/index-file.ts';

/** An index of a collection: its name, and the fields that sort its entries. */
export type Index = {
  readonly name: string;
  readonly collection: string;
  readonly scope: QueryScope;
  readonly fields: readonly string[];
};

const between = '\u0000';

/** Makes a text that sorts in the same order as the value. */
function sortable(value: unknown): string {
  if (typeof value === 'number') return String(value).padStart(20, '0');
  return String(value);
}

/** Makes an index. Its name consists of the collection, the fields and the scope. */
function named(collection: string, scope: QueryScope, fields: readonly string[]): Index {
  const reach = scope === 'COLLECTION' ? 'of one tenant' : 'of all tenants';
  return { name: `${collection} (${fields.join(', ')}) ${reach}`, collection, scope, fields };
}

function ofComposite({ collectionGroup, queryScope, fields }: CompositeIndex): Index {
  return named(
    collectionGroup,
    queryScope,
    fields.map(({ fieldPath }) => fieldPath),
  );
}

/**
 * Returns the indexes of one field. Firestore indexes each field of a tenant's collection
 * automatically, unless the index file says otherwise.
 */
function singleFieldIndexes(file: IndexFile, collection: string, field: string): Index[] {
  const override = file.fieldOverrides.find(
    ({ collectionGroup, fieldPath }) => collectionGroup === collection && fieldPath === field,
  );
  const scopes = override?.indexes.map(({ queryScope }) => queryScope) ?? ['COLLECTION' as const];
  return [...new Set(scopes)].map((scope) => named(collection, scope, [field]));
}

/**
 * Lists the indexes of a collection whose documents have these fields. A descending index has the
 * keys of the ascending index in reverse order, and the same load. So the list contains only one of
 * the two.
 */
export function listIndexes(
  file: IndexFile,
  collection: string,
  fields: readonly string[],
): readonly Index[] {
  const composites = file.indexes
    .filter(({ collectionGroup }) => collectionGroup === collection)
    .map(ofComposite);
  const singles = fields.flatMap((field) => singleFieldIndexes(file, collection, field));
  return [...new Map([...composites, ...singles].map((index) => [index.name, index])).values()];
}

/** A document with its values as sortable texts. */
export type SortableDocument = {
  readonly ref: DocumentRef;
  readonly texts: ReadonlyMap<string, string>;
};

export function sortableDocument(ref: DocumentRef, data: DocumentData): SortableDocument {
  const known = Object.entries(data).filter(([, value]) => value !== undefined);
  return { ref, texts: new Map(known.map(([field, value]) => [field, sortable(value)])) };
}

/**
 * The key of a document in an index. It is undefined if the document lacks any of the index's
 * fields.
 */
export function keyIn(index: Index, { ref, texts }: SortableDocument): string | undefined {
  const isOfOne = index.scope === 'COLLECTION';
  let key = isOfOne ? ref.tenant + between : '';
  for (const field of index.fields) {
    const text = texts.get(field);
    if (text === undefined) return undefined;
    key += text + between;
  }
  return isOfOne ? key + ref.id : `${key}${ref.tenant}${between}${ref.id}`;
}

/** Treats a collection as an index that is sorted by the names of its documents. */
export function documentsOf(collection: string): Index {
  return named(collection, 'COLLECTION', []);
}
