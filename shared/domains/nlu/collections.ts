import { nluMessages } from '#shared/categories/nlu-messages.ts';
import type { Fenced } from '#shared/settings/live-rule.ts';
import { newestFirst, nextToExpireOf } from '#shared/store/category-collection.ts';
import {
  type Collection,
  expiryFields,
  type QueryShape,
} from '#shared/store/declare-collection.ts';
import type { Order } from '#shared/store/store.ts';

/** Sorts messages by intent. Within each intent, the newest message comes first. */
export const byIntent: readonly Order[] = [{ field: 'intent', direction: 'asc' }, ...newestFirst];

/** Sorts messages by their expiry. The message that expires next comes first. */
export const firstToGo: readonly Order[] = nextToExpireOf(nluMessages);

/**
 * The order {@link firstToGo} with the field `confidence`, for a queue with a filter by confidence.
 */
export const firstToGoByConfidence: readonly Order[] = [
  ...firstToGo,
  { field: 'confidence', direction: 'asc' },
];

/**
 * The fields by which a caller can filter the review queue. For several filters in one request,
 * Firestore merges the indexes of their fields.
 */
const narrowing = ['reviewed', 'intent', 'experience_id'] as const;

/**
 * Indexes that the summary and the queue need in addition to the indexes of the generic lists.
 * Without a filter by experience, the search for intents needs none of these indexes. The search
 * then uses an index of the generic lists: the index for a filter by intent has the fields that the
 * search needs.
 */
export const nluQueries: readonly QueryShape[] = [
  { equal: ['experience_id'], orderBy: byIntent },
  { equal: ['reviewed', 'verdict'], orderBy: newestFirst },
  ...narrowing.flatMap((field) =>
    [firstToGo, firstToGoByConfidence].map((orderBy) => ({ equal: [field], orderBy })),
  ),
];

/** Sorts the counts of reviews by the names of the intents. */
export const countsByIntent: readonly Order[] = [
  { field: 'intent', direction: 'asc' },
  { field: 'expires_at', direction: 'asc' },
  { field: 'changed_at', direction: 'asc' },
];

/**
 * Numbers of reviews with each verdict (right, wrong or corrected), for each intent and each week
 * in which the messages were created. The counts are deleted with the category, not with the
 * messages.
 */
export const nluReviewCounts: Collection = {
  id: 'nlu_review_counts',
  title: { de: 'Ergebnisse der NLU-Prüfung nach Wochen', en: 'Results of NLU reviews by week' },
  database: 'mayfly',
  category: null,
  lifeFields: null,
  alone: { category: 'of_category', fence: 'changed_at' },
  personal: null,
  subject: { nobody: 'counts of reviews by week and intent' },
  expiry: {
    by: 'ttl',
    source: {
      de: 'zwei Jahre nach der letzten Prüfung einer Nachricht der Absicht',
      en: 'two years after the last review of a message of the intent',
    },
  },
  fields: {
    ...expiryFields,
    of_category: 'id',
    changed_at: 'instant',
    intent: 'id',
    weeks: 'packed',
  },
  queries: [{ equal: [], orderBy: countsByIntent }],
};

/**
 * If the category of messages is erased, the counts are hidden at once too. A shorter retention
 * does not hide the counts.
 */
export const countsOfMessages: Fenced = {
  category: nluMessages.id,
  lifeFields: { fence: 'changed_at', basis: 'expires_at' },
};
