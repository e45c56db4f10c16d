import type { DocumentData, DocumentRef } from '#shared/store/store.ts';
import type { CompositeIndex, IndexFile, QueryScope } from '../firestore/index-file.ts';

/** An index that a document has an entry in: what it is called, and the fields that its entries are sorted by. */
export type Index = {
  readonly name: string;
  readonly collection: string;
  readonly scope: QueryScope;
  readonly fields: readonly string[];
};

const between = '\u0000';

/** Text that sorts as the value does. */
function sortable(value: unknown): string {
  if (typeof value === 'number') return String(value).padStart(20, '0');
  return String(value);
}

/** An index by what tells it from all others. */
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

/** Firestore indexes each field by itself, in each collection, unless the file says otherwise. */
function singleFieldIndexes(file: IndexFile, collection: string, field: string): Index[] {
  const override = file.fieldOverrides.find(
    ({ collectionGroup, fieldPath }) => collectionGroup === collection && fieldPath === field,
  );
  const scopes = override?.indexes.map(({ queryScope }) => queryScope) ?? ['COLLECTION' as const];
  return [...new Set(scopes)].map((scope) => named(collection, scope, [field]));
}

/**
 * The indexes of a collection with these fields, by the index file of its database. A descending index has the keys of the
 * ascending one in reverse, and so the same load; each pair is listed once.
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

/** The key of a document in an index; undefined where it lacks one of the fields. */
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

/** The table of documents itself, sorted by their names. */
export function documentsOf(collection: string): Index {
  return named(collection, 'COLLECTION', []);
}
