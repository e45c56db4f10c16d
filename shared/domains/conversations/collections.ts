import { oldestFirst } from '#shared/store/category-collection.ts';
import {
  type Collection,
  expiryFields,
  type QueryShape,
} from '#shared/store/declare-collection.ts';
import type { Order } from '#shared/store/store.ts';

/** Sorts conversations by their last message, newest first. */
export const latestFirst: readonly Order[] = [
  { field: 'last_at', direction: 'desc' },
  { field: 'expires_at', direction: 'desc' },
];

/** Sorts conversations by their expiry. The conversation that expires next comes first. */
export const firstToGo: readonly Order[] = [
  { field: 'expires_at', direction: 'asc' },
  { field: 'last_at', direction: 'asc' },
];

/**
 * Unencrypted fields that filter a list of conversations. For a filter on two of these fields,
 * Firestore merges their indexes.
 */
const narrowing: readonly (readonly string[])[] = [[], ['experience_id'], ['last_author']];

/** One document for each conversation: its head. So a list costs one read for each row. */
export const conversationHeads: Collection = {
  id: 'conversation_heads',
  title: { de: 'Übersicht der Unterhaltungen', en: 'Conversation heads' },
  database: 'mayfly',
  category: 'chat_messages',
  lifeFields: { fence: 'last_at', basis: 'last_at' },
  personal: { de: 'der Anfang der letzten Nachricht', en: 'the beginning of the last message' },
  subject: [{ by: 'conversation id' }],
  expiry: {
    by: 'ttl',
    source: {
      de: 'mit der letzten Nachricht der Unterhaltung',
      en: 'the last message of the conversation',
    },
  },
  fields: {
    ...expiryFields,
    conversation_id: 'id',
    last_at: 'instant',
    last_message_id: 'id',
    last_author: 'id',
    experience_id: 'id',
    tally: 'packed',
    preview_aes: 'sealed',
    dek: 'id',
    enc: 'number',
  },
  queries: narrowing.flatMap((equal) =>
    [latestFirst, firstToGo].map((orderBy) => ({ equal, orderBy })),
  ),
};

/**
 * The index for reading a conversation in order. `category-collection.ts` derives the indexes of
 * the generic lists from the declaration of the category.
 */
export const readingQuery: QueryShape = { equal: ['conversation_id'], orderBy: oldestFirst };
