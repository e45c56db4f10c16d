import type { IdentifierName } from '#shared/categories/category-subject.ts';
import type { Texts } from '#shared/categories/texts.ts';
import type { DatabaseId, Order } from './store.ts';

/**
 * How a field is stored. `instant` is a Firestore timestamp. `id` is a plain string. `hash` is a
 * keyed hash or bcrypt. `sealed` is an envelope or a wrapped key. `proof` is a digest or a
 * signature, and `packed` contains numbers in bytes; no query compares these two.
 */
export type StoredType =
  | 'instant'
  | 'id'
  | 'ids'
  | 'number'
  | 'boolean'
  | 'hash'
  | 'sealed'
  | 'proof'
  | 'packed';

/** A query that needs a composite index: fields compared with `==`, then the explicit order. */
export type QueryShape = {
  readonly equal: readonly string[];
  readonly orderBy: readonly Order[];
};

/** One way to find a person's documents in a collection. It reads no document of other persons. */
export type SubjectLink =
  /** The field contains the lookup hash of an identifier of the person. */
  | { readonly by: 'identifier'; readonly name: IdentifierName; readonly field: string }
  /** The field contains the id of a document's conversation. */
  | { readonly by: 'conversation'; readonly field: string }
  /** The id of a document is computed from that of its conversation. */
  | { readonly by: 'conversation id' }
  /**
   * A document belongs to a record of these collections and is deleted with it. `through` says how
   * its id is computed from the record.
   */
  | {
      readonly by: 'record';
      readonly of: readonly string[] | 'every category';
      readonly through: string;
    };

/**
 * Every way to find a person's documents in a collection, or a text that explains why there is
 * none.
 */
export type CollectionSubject =
  | readonly [SubjectLink, ...SubjectLink[]]
  | { readonly nobody: string };

/**
 * A collection group that Mayfly writes. Index file, TTL, purge and the checks of every write
 * derive from its declaration. A write to an undeclared collection or field fails.
 */
export type Collection = {
  readonly id: string;
  readonly title: Texts;
  readonly database: DatabaseId;
  /** Set if its documents belong to no tenant. */
  readonly platform?: true;
  /**
   * The owner of its encrypted fields: the category whose data keys encrypt them; or another key of
   * Cloud KMS; or null without such fields.
   */
  readonly category: string | null;
  /**
   * The two fields that decisions on its category compare. A fence compares the instant of
   * creation. A shortened retention compares the instant from which the retention counts. If that
   * may lie in the future, `chosen` names the field that says what existed when the retention was
   * chosen. Null for a collection outside the categories.
   */
  readonly lifeFields: {
    readonly fence: string;
    readonly basis: string;
    readonly chosen?: string;
  } | null;
  /**
   * For documents of a category without a record: the field that names the category, and the field
   * that a fence compares. Documents without these fields are deleted with the document that they
   * belong to.
   */
  readonly alone?: { readonly category: string; readonly fence: string };
  /** Set if its documents stay when their tenant is erased, because they prove the erasure. */
  readonly outlivesTenant?: true;
  /** The personal content of its documents, in words; null when there is none. */
  readonly personal: Texts | null;
  /** How a person's documents are found, for erasing and for answering requests. */
  readonly subject: CollectionSubject;
  /**
   * The fields in which a channel names the person or stores their state. In a conversation of a
   * stated person, such a value is an identifier of this person.
   */
  readonly namedByChannel?: true;
  /**
   * The source of `expires_at`, in words. `ttl`: Firestore TTL and the purge sweep delete at
   * `expires_at`; `keys`: only the key phase of the purge deletes, once no record needs it;
   * `never`: no expiry.
   */
  readonly expiry: { readonly by: 'ttl' | 'keys' | 'never'; readonly source: Texts };
  readonly fields: { readonly [name: string]: StoredType };
  /** Its queries within one tenant. */
  readonly queries: readonly QueryShape[];
  /** Its queries over all tenants, beside those of the purge; for scheduled tasks only. */
  readonly sweeps?: readonly QueryShape[];
};

/** Fields of every document that expires. */
export const expiryFields = { expires_at: 'instant', purge_shard: 'number' } as const;

/**
 * Whether documents stand alone and contain no content of a person: they name a conversation's
 * person, or are counts. An erasure deletes them with their conversation or category, and does not
 * count them.
 */
export function isMereNote({ alone, fields }: Pick<Collection, 'alone' | 'fields'>): boolean {
  return alone !== undefined && !('dek' in fields);
}
