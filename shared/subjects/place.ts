import type { IdentifierName } from '#shared/categories/category-subject.ts';
import { comparedValuesMax } from '#shared/store/check-declared.ts';
import { chunksOf } from '#shared/store/chunks-of.ts';
import type { Collection, SubjectLink } from '#shared/store/declare-collection.ts';
import { pageSizeLike } from '#shared/store/read-pages.ts';
import {
  type Order,
  placeOf,
  type ReadStore,
  type StoredDocument,
  type WholeQuery,
} from '#shared/store/store.ts';

const pageSize = 300;
/**
 * The number of documents in the first page, if whole documents are read. The size of these
 * documents decides how many documents the next page contains.
 */
const firstWholePage = 50;

/**
 * A place where a search looks for documents of a person: all documents of a collection with one of
 * `values` in `field`.
 */
export type Place = {
  readonly collection: Collection;
  readonly field: string;
  readonly values: readonly string[];
  /**
   * True if only documents that belong to no record are read. The search finds each of the other
   * documents through the record to which the document belongs.
   */
  readonly isAlone: boolean;
};

export type PlaceDeps = {
  readonly store: ReadStore;
  readonly tenant: string;
  /**
   * True if encrypted fields are read too. By default only the fields for finding and deleting are
   * read.
   */
  readonly isWhole?: boolean;
};

type Linked<By extends SubjectLink['by']> = Extract<SubjectLink, { readonly by: By }>;

/**
 * The links of one kind that a collection declares. Each link states a way to find documents, for
 * example by a field with a lookup hash.
 */
export function linksBy<By extends SubjectLink['by']>(
  { subject }: Collection,
  by: By,
): Linked<By>[] {
  if ('nobody' in subject) return [];
  return subject.filter((link): link is Linked<By> => link.by === by);
}

/** The places in a collection with documents that contain one of the hashes. */
export function placesByHash(
  collection: Collection,
  hashes: { readonly [name in IdentifierName]?: string },
  isAlone: boolean,
): (Place & { readonly name: IdentifierName })[] {
  return linksBy(collection, 'identifier').flatMap(({ name, field }) => {
    const hash = hashes[name];
    return hash === undefined ? [] : [{ collection, field, values: [hash], isAlone, name }];
  });
}

/**
 * The places in a collection with documents of these conversations, at most 30 conversations for
 * each place.
 */
export function placesByConversation(
  collection: Collection,
  conversations: readonly string[],
): Place[] {
  return linksBy(collection, 'conversation').flatMap(({ field }) =>
    chunksOf(conversations, comparedValuesMax).map((values) => {
      const isAlone = collection.alone !== undefined;
      return { collection, field, values, isAlone };
    }),
  );
}

function orderOf({ collection: { alone }, isAlone }: Place): Order[] {
  return isAlone && alone !== undefined ? [{ field: alone.category, direction: 'asc' }] : [];
}

/** The query for a place. It uses a built-in index, or one that the collection declares. */
export function queryOf(tenant: string, place: Place): WholeQuery {
  const { collection, field, values } = place;
  const where =
    values.length === 1
      ? ({ field, op: '==', value: values[0] } as const)
      : ({ field, op: 'in', value: values } as const);
  return { collection: collection.id, tenant, where: [where], orderBy: orderOf(place) };
}

/** The fields that are needed to find and delete a document. None of them is encrypted. */
export function plainFields({ fields }: Collection): string[] {
  const heavy = new Set(['sealed', 'packed', 'proof']);
  return Object.entries(fields).flatMap(([name, type]) => (heavy.has(type) ? [] : [name]));
}

/** Reads the documents of a place, page by page, live or expired. */
export async function* readPlace(
  { store, tenant, isWhole = false }: PlaceDeps,
  place: Place,
): AsyncGenerator<readonly StoredDocument[], void> {
  const query = {
    ...queryOf(tenant, place),
    ...(!isWhole && { select: plainFields(place.collection) }),
  };
  let startAfter: readonly unknown[] | undefined;
  let limit = isWhole ? firstWholePage : pageSize;
  for (;;) {
    const page = { ...query, limit, ...(startAfter && { startAfter }) };
    const documents = await store.query(page);
    const last = documents.at(-1);
    if (last === undefined) return;
    yield documents;
    if (documents.length < limit) return;
    startAfter = placeOf(last, query);
    if (isWhole) limit = pageSizeLike(documents);
  }
}
