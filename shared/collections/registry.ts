import { apiKeys } from '../access/collections.ts';
import { sessionEndings, sessionKeys, sessions } from '../access/session/collections.ts';
import type { Category } from '../categories/define-category.ts';
import { categories } from '../categories/registry.ts';
import { conversationHeads, readingQuery } from '../conversations/collections.ts';
import { couponPacks, couponPools, couponStock, turnFields } from '../coupons/collections.ts';
import { fileChunks } from '../files/collections.ts';
import { lotFields, lotsQuery } from '../loyalty/collections.ts';
import { managerLogCuts, managerLogDays, managerLogSeals } from '../manager-log/collections.ts';
import { members, people } from '../members/collections.ts';
import { nluQueries } from '../nlu/collections.ts';
import { participationFields, raffleCollections } from '../raffles/collections.ts';
import { conversationLinks, idempotencyMarks, uniqueMarks } from '../records/collections.ts';
import { registeredOrigins, tenantControls } from '../settings/collections.ts';
import { categoryCollection } from '../store/category-collection.ts';
import type { Collection, QueryShape } from '../store/declare-collection.ts';
import { experienceQueries } from '../variables/collections.ts';
import { dataKeyPointers, dataKeys, lookupSecrets } from '../vault/collections.ts';

/** Query shapes that verbs of single categories send beyond the generic ones. */
const ownQueries: { readonly [categoryId: string]: readonly QueryShape[] } = {
  chat_messages: [readingQuery],
  loyalty_transactions: [lotsQuery],
  nlu_messages: nluQueries,
  variables: experienceQueries,
};

/** Fields that verbs of single categories keep beside those of a record; no interface shows them. */
const ownFields: { readonly [categoryId: string]: Collection['fields'] } = {
  coupon_codes: turnFields,
  loyalty_transactions: lotFields,
  raffle_participations: participationFields,
};

/** Every collection that may be written, for a set of categories: theirs, and those that are no category. */
export function collectionsFor(all: readonly Category[]): Collection[] {
  return [
    ...all.map((category) =>
      categoryCollection(category, ownQueries[category.id], ownFields[category.id]),
    ),
    conversationHeads,
    ...raffleCollections,
    conversationLinks,
    fileChunks,
    uniqueMarks,
    idempotencyMarks,
    couponPools,
    couponPacks,
    couponStock,
    apiKeys,
    sessions,
    sessionEndings,
    sessionKeys,
    tenantControls,
    registeredOrigins,
    members,
    people,
    managerLogDays,
    managerLogSeals,
    managerLogCuts,
    dataKeys,
    dataKeyPointers,
    lookupSecrets,
  ];
}

export const collections: readonly Collection[] = collectionsFor(categories);
