import { members } from '#shared/access/members/collections.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import type { Query, StoredDocument } from '#shared/store/store.ts';
import { particularsKek, tenantParticulars } from '#shared/tenants/particulars/collections.ts';

/** For collections that belong to no category: the Cloud KMS key that wraps their data keys. */
const ownKeks: { readonly [collection: string]: string } = {
  [members.id]: members.id,
  [tenantParticulars.id]: particularsKek,
};

/** The collections in which documents can be encrypted with a data key of this category. */
export function carriersOf(
  collections: readonly Collection[],
  category: unknown,
): readonly Collection[] {
  const sealed = collections.filter(({ fields }) => 'dek' in fields);
  return sealed.filter(({ id, category: own }) => (own ?? ownKeks[id]) === category);
}

/**
 * The values that the field `category` of a data key may have: the ids of categories and, for data
 * outside of categories, the names of Cloud KMS keys.
 */
export function keyedBy(collections: readonly Collection[]): string[] {
  const sealed = collections.filter(({ fields }) => 'dek' in fields);
  return [...new Set(sealed.flatMap(({ id, category }) => category ?? ownKeks[id] ?? []))];
}

/**
 * True if the sweep has the right to encrypt the documents of a collection again. It has this right
 * only in the database of records.
 */
export function isReencryptable({ database }: Pick<Collection, 'database'>): boolean {
  return database === 'mayfly';
}

/** A query for the documents of a collection that are encrypted with a data key. */
export function carriedBy(collection: Collection, key: StoredDocument, limit: number): Query {
  return {
    collection: collection.id,
    tenant: key.ref.tenant,
    where: [{ field: 'dek', op: '==', value: key.ref.id }],
    orderBy: [],
    limit,
  };
}
