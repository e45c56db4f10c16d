import { identifierNames } from '#shared/categories/category-subject.ts';
import { type Collection, expiryFields } from '#shared/store/declare-collection.ts';

/**
 * Marks of what must be unique. The id is the keyed hash of the values, so that two creators
 * conflict in one document.
 */
export const uniqueMarks: Collection = {
  id: 'unique_marks',
  title: 'Uniqueness marks',
  database: 'mayfly',
  category: null,
  lifeFields: null,
  personal: 'a keyed hash of what a record is unique by',
  subject: [
    {
      by: 'record',
      of: ['messenger_sessions', 'customers', 'variables', 'coupon_codes', 'raffle_participations'],
      through: 'ids in its field unique_marks, as far as the mark names the record',
    },
  ],
  expiry: {
    by: 'ttl',
    source: 'the record it points to, or the end of a customer’s turn at a pool',
  },
  fields: { ...expiryFields, created_at: 'instant', basis_at: 'instant', record_id: 'id' },
  queries: [],
};

/** Requests carried out under an `Idempotency-Key`. */
export const idempotencyMarks: Collection = {
  id: 'idempotency_marks',
  title: 'Idempotency marks',
  database: 'mayfly',
  category: null,
  lifeFields: null,
  personal: 'keyed hashes of a key and a body',
  subject: [
    {
      by: 'record',
      of: 'every category',
      through:
        'its id in the field record_id, or the mark’s in the record’s field idempotency_mark',
    },
  ],
  expiry: { by: 'ttl', source: '24 hours after the request' },
  fields: {
    ...expiryFields,
    body_hash: 'hash',
    record_ids: 'ids',
    /** The record that answers the request, where it is a single one; several point to the mark. */
    record_id: 'id',
  },
  queries: [],
};

/**
 * Which conversations a person took part in: one link for each record that has both a lookup value
 * and a conversation. Other links say with whom a conversation is held; these belong to their
 * category alone.
 */
export const conversationLinks: Collection = {
  id: 'conversation_links',
  title: 'Conversation links',
  database: 'mayfly',
  category: null,
  lifeFields: null,
  alone: { category: 'of_category', fence: 'created_at' },
  personal: 'a bcrypt hash of what the person is looked up by',
  subject: [
    { by: 'conversation', field: 'conversation_id' },
    ...identifierNames.map((name) => ({ by: 'identifier', name, field: 'lookup' }) as const),
  ],
  expiry: { by: 'ttl', source: 'the record it was written with; the longest a message may live' },
  fields: {
    ...expiryFields,
    lookup: 'hash',
    conversation_id: 'id',
    of_category: 'id',
    created_at: 'instant',
  },
  // Those that say who a conversation is with; all others go with a record that leads to the same person.
  queries: ['lookup', 'conversation_id'].map((field) => ({
    equal: [field],
    orderBy: [{ field: 'of_category', direction: 'asc' }],
  })),
};
