import type { IdentifierName } from '#shared/categories/category-subject.ts';
import type { Texts } from '#shared/categories/texts.ts';
import type { DatabaseId, Order } from './store.ts';

/**
 * How a field is stored. `instant` is a Firestore timestamp; `id` a plain string; `hash` a keyed
 * hash or bcrypt; `sealed` an envelope or a wrapped key. `proof` is a digest or a signature, and
 * `packed` holds numbers in bytes; no query compares these two.
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

/** A query shape that needs a composite index: fields compared with `==`, then the explicit order. */
export type QueryShape = {
  readonly equal: readonly string[];
  readonly orderBy: readonly Order[];
};

/** One way from a person to the documents of a collection. It reads no document of anybody else. */
export type SubjectLink =
  /** The field holds the lookup hash of what names the person. */
  | { readonly by: 'identifier'; readonly name: IdentifierName; readonly field: string }
  /** The field holds the id of the conversation that a document belongs to. */
  | { readonly by: 'conversation'; readonly field: string }
  /** The id of a document is computed from that of its conversation. */
  | { readonly by: 'conversation id' }
  /**
   * A document belongs to a record of these collections and is deleted with it; `through` says how
   * the record leads to its id.
   */
  | {
      readonly by: 'record';
      readonly of: readonly string[] | 'every category';
      readonly through: string;
    };

/** Every way from a person to a collection's documents, or a text that says why there is none. */
export type CollectionSubject =
  | readonly [SubjectLink, ...SubjectLink[]]
  | { readonly nobody: string };

/**
 * A collection group that Mayfly writes. Index file, TTL, purge and the checks on every write derive from
 * its declaration; a write to an undeclared collection or field fails.
 */
export type Collection = {
  readonly id: string;
  readonly title: Texts;
  readonly database: DatabaseId;
  /** Set where its documents belong to no tenant. */
  readonly platform?: true;
  /**
   * The category whose data keys encrypt its sealed fields, and whose function owns it; the key of
   * Cloud KMS where that belongs to no category; null where none does.
   */
  readonly category: string | null;
  /**
   * Fields that a fence and a shortened retention of its category compare: the instant a document
   * was created, and the instant its retention counts from. If the latter may lie in the future,
   * `chosen` is the field that tells what existed when a shorter retention was chosen.
   * Null for a collection that belongs to no category.
   */
  readonly lifeFields: {
    readonly fence: string;
    readonly basis: string;
    readonly chosen?: string;
  } | null;
  /**
   * For documents that belong to a category although no record of it leads to them: the field
   * that names the category, and the field that a fence compares. Documents without these fields
   * are deleted with the document they stand beside.
   */
  readonly alone?: { readonly category: string; readonly fence: string };
  /** Set where its documents stay when their tenant is erased, because they prove the erasure. */
  readonly outlivesTenant?: true;
  /** What its documents hold about persons, in words; null when nothing. */
  readonly personal: Texts | null;
  /** How its documents lead to the person that they hold something of, for erasing and for telling. */
  readonly subject: CollectionSubject;
  /**
   * Set where a channel names the person, or what it keeps for them. In a conversation that was said to be with
   * somebody, this is their name.
   */
  readonly namedByChannel?: true;
  /**
   * Where `expires_at` comes from, in words. `ttl`: Firestore TTL and the purge sweep delete at `expires_at`;
   * `keys`: only the key phase of the purge does, once no record needs it; `never`: no expiry.
   */
  readonly expiry: { readonly by: 'ttl' | 'keys' | 'never'; readonly source: Texts };
  readonly fields: { readonly [name: string]: StoredType };
  /** Shapes of its queries within one tenant. */
  readonly queries: readonly QueryShape[];
  /** Shapes of queries over all tenants, beside those of the purge; for scheduled tasks only. */
  readonly sweeps?: readonly QueryShape[];
};

/** Fields of every document that expires. */
export const expiryFields = { expires_at: 'instant', purge_shard: 'number' } as const;

/**
 * Whether documents stand alone and hold no content of anybody: they say who a conversation is with,
 * or are counts. An erasure deletes them with their conversation or category, and does not count them.
 */
export function isMereNote({ alone, fields }: Pick<Collection, 'alone' | 'fields'>): boolean {
  return alone !== undefined && !('dek' in fields);
}
