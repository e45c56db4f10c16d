import type { IdentifierName } from '#shared/categories/category-subject.ts';
import type { Texts } from '#shared/categories/texts.ts';
import type { DatabaseId, Order } from './store.ts';

/**
 * How a field is stored. `instant` is a Firestore timestamp. `id` is a plain string, and `ids` is a
 * list of them. `hash` is a keyed hash or bcrypt. `sealed` is a ciphertext or a wrapped key.
 * `proof` is a digest or a signature. `packed` is bytes that contain numbers. Queries cannot
 * compare `ids`, `sealed`, `proof` and `packed`, because no index contains such fields.
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

/** One way to find a person's documents in a collection. It reads no documents of other persons. */
export type SubjectLink =
  /** The field contains the lookup hash of an identifier of the person. */
  | { readonly by: 'identifier'; readonly name: IdentifierName; readonly field: string }
  /** The field contains the id of the conversation to which a document belongs. */
  | { readonly by: 'conversation'; readonly field: string }
  /** The id of a document is calculated from the id of the document's conversation. */
  | { readonly by: 'conversation id' }
  /**
   * A document belongs to a record of these collections and is deleted with it. `through` states
   * how the document's id is calculated from the record.
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
 * A collection group that Mayfly writes. The index file, the TTL, the purge and the checks of every
 * write are derived from its declaration. A write to an undeclared collection or field fails.
 */
export type Collection = {
  readonly id: string;
  readonly title: Texts;
  readonly database: DatabaseId;
  /** Set if the documents of the collection belong to no tenant. */
  readonly platform?: true;
  /**
   * The key for its encrypted fields: the category whose data keys encrypt them, or another key of
   * Cloud KMS. It is null if there are no such fields.
   */
  readonly category: string | null;
  /**
   * The fields that a tenant's decisions compare. A fence compares `fence`, the instant of
   * creation. A shortened retention compares `basis`, from which the expiry is calculated. If
   * `basis` may be in the future, `chosen` shows whether a document existed when the retention was
   * shortened. Null for a collection outside the categories.
   */
  readonly lifeFields: {
    readonly fence: string;
    readonly basis: string;
    readonly chosen?: string;
  } | null;
  /**
   * Set for documents that belong to a category but to no record. `category` is the field that
   * contains the category, and `fence` is the field that a fence compares. Other documents that are
   * not records are deleted with the document to which they belong.
   */
  readonly alone?: { readonly category: string; readonly fence: string };
  /** Set if its documents remain when their tenant is erased, because they prove the erasure. */
  readonly outlivesTenant?: true;
  /** The personal content of its documents, in words. It is null if there is none. */
  readonly personal: Texts | null;
  /** How erasures and archives find a person's documents in the collection. */
  readonly subject: CollectionSubject;
  /**
   * Set if a channel, such as a messenger, writes the identifiers or the state of the person into
   * the documents. A caller may have stated the person whom a conversation is about. Then the
   * identifiers in the documents of this conversation belong to the stated person.
   */
  readonly namedByChannel?: true;
  /**
   * The source of `expires_at`, in words. `ttl`: Firestore TTL and the purge sweep delete at
   * `expires_at`. `keys`: the purge deletes the document of a key when no record needs the key.
   * `never`: there is no expiry.
   */
  readonly expiry: { readonly by: 'ttl' | 'keys' | 'never'; readonly source: Texts };
  readonly fields: { readonly [name: string]: StoredType };
  /** Its queries within one tenant. */
  readonly queries: readonly QueryShape[];
  /**
   * Its queries over all tenants, in addition to the queries of the purge. Only scheduled tasks use
   * these queries.
   */
  readonly sweeps?: readonly QueryShape[];
};

/** Fields of every document that expires. */
export const expiryFields = { expires_at: 'instant', purge_shard: 'number' } as const;

/**
 * True for documents without a record and without content of a person, for example subjects of
 * conversations, or counts. An erasure deletes these documents with their conversation or category,
 * and does not count them.
 */
export function isMereNote({ alone, fields }: Pick<Collection, 'alone' | 'fields'>): boolean {
  return alone !== undefined && !('dek' in fields);
}
