import { identifierNames } from '#shared/categories/category-subject.ts';
import { type Collection, expiryFields } from '#shared/store/declare-collection.ts';

/**
 * Marks of unique values, and marks that limit how often a person gets a code or enters a raffle.
 * The id of a mark is the keyed hash of the values. So if two callers store the same values, both
 * write the same document, and one of them gets a conflict.
 */
export const uniqueMarks: Collection = {
  id: 'unique_marks',
  title: { de: 'Eindeutigkeitsmarken', en: 'Uniqueness marks' },
  database: 'mayfly',
  category: null,
  lifeFields: null,
  personal: {
    de: 'ein schlüsselabhängiger Hashwert der eindeutigen Werte eines Datensatzes, oder der E-Mail-Adresse einer Person zusammen mit einem Vorrat an Codes oder einem Gewinnspiel',
    en: 'a keyed hash of the unique values of a record, or of a person’s email address together with a pool of codes or a raffle',
  },
  subject: [
    {
      by: 'record',
      of: ['messenger_sessions', 'customers', 'variables', 'coupon_codes', 'raffle_participations'],
      through: 'the mark of a record, by the ids in the record’s field unique_marks',
    },
  ],
  expiry: {
    by: 'ttl',
    source: {
      de: 'mit dem Datensatz, auf den sie zeigt, mit dem Ende der Frist, in der jemand keinen weiteren Code erhält, oder eine Minute nach dem Ende der Frist, in der jemand nicht noch einmal an einem Gewinnspiel teilnehmen darf',
      en: 'with the record to which the mark belongs, at the end of the period in which a customer gets no further code, or a minute after the end of the period in which a person may not enter a raffle again',
    },
  },
  fields: { ...expiryFields, created_at: 'instant', basis_at: 'instant', record_id: 'id' },
  queries: [],
};

/** Remembers requests with an `Idempotency-Key`. */
export const idempotencyMarks: Collection = {
  id: 'idempotency_marks',
  title: { de: 'Wiederholungsmarken', en: 'Idempotency marks' },
  database: 'mayfly',
  category: null,
  lifeFields: null,
  personal: {
    de: 'schlüsselabhängige Hashwerte des `Idempotency-Key` und des Inhalts einer Anfrage',
    en: 'keyed hashes of the `Idempotency-Key` and the body of a request',
  },
  subject: [
    {
      by: 'record',
      of: 'every category',
      through: 'its own field record_id, or the field idempotency_mark of the record',
    },
  ],
  expiry: {
    by: 'ttl',
    source: { de: '24 Stunden nach der Anfrage', en: '24 hours after the request' },
  },
  fields: {
    ...expiryFields,
    body_hash: 'hash',
    record_ids: 'ids',
    /**
     * The record in the answer to the request, if there is only one. If the request creates several
     * records, each of them contains the id of the mark instead.
     */
    record_id: 'id',
    /** True if the request created nothing, and was answered with a record that already existed. */
    existing: 'boolean',
  },
  queries: [],
};

/**
 * Links between conversations and persons. For each record with a conversation, there is one link
 * for each lookup value of the record. Other links state which person is the subject of a
 * conversation. A link of this second kind belongs to a category, and to no record.
 */
export const conversationLinks: Collection = {
  id: 'conversation_links',
  title: { de: 'Verknüpfungen mit Unterhaltungen', en: 'Conversation links' },
  database: 'mayfly',
  category: null,
  lifeFields: null,
  alone: { category: 'of_category', fence: 'created_at' },
  personal: {
    de: 'ein bcrypt-Hashwert einer Kennung der Person',
    en: 'a bcrypt hash of an identifier of the person',
  },
  subject: [
    { by: 'conversation', field: 'conversation_id' },
    ...identifierNames.map((name) => ({ by: 'identifier', name, field: 'lookup' }) as const),
  ],
  expiry: {
    by: 'ttl',
    source: {
      de: 'mit dem Datensatz, mit dem sie entstand; sonst nach der längsten Frist für Nachrichten',
      en: 'with the record that was stored together with the link; if there is no such record, after the longest retention of messages',
    },
  },
  fields: {
    ...expiryFields,
    lookup: 'hash',
    conversation_id: 'id',
    of_category: 'id',
    created_at: 'instant',
  },
  // These queries find the links that belong to no record. The other links need no query, because
  // they are deleted together with their record.
  queries: ['lookup', 'conversation_id'].map((field) => ({
    equal: [field],
    orderBy: [{ field: 'of_category', direction: 'asc' }],
  })),
};
