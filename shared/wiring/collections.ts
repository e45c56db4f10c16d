import { accessMarks, apiKeys, apiKeyUses } from '#shared/access/collections.ts';
import { members, people, personSecrets } from '#shared/access/members/collections.ts';
import { sessionEndings, sessionKeys, sessions } from '#shared/access/session/collections.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { categories } from '#shared/categories/registry.ts';
import {
  consentExports,
  consentFields,
  consentQueries,
} from '#shared/domains/consents/collections.ts';
import { conversationHeads, readingQuery } from '#shared/domains/conversations/collections.ts';
import {
  codeFields,
  codeQueries,
  couponPacks,
  couponPools,
  couponStock,
  restrictedCodeQueries,
} from '#shared/domains/coupons/collections.ts';
import { lotFields, lotsQuery } from '#shared/domains/loyalty/collections.ts';
import { nluQueries, nluReviewCounts } from '#shared/domains/nlu/collections.ts';
import { participationFields, raffleCollections } from '#shared/domains/raffles/collections.ts';
import { experienceQueries } from '#shared/domains/variables/collections.ts';
import { ledgerEntries } from '#shared/ledger/collections.ts';
import {
  actorFields,
  byActorQuery,
  managerLogCuts,
  managerLogHours,
  managerLogSeals,
} from '#shared/manager-log/collections.ts';
import {
  matchingSecrets,
  noticeEndpoints,
  notices,
  noticeValues,
  signingSecrets,
} from '#shared/notices/collections.ts';
import { conversationLinks, idempotencyMarks, uniqueMarks } from '#shared/records/collections.ts';
import { fileChunks } from '#shared/records/files/collections.ts';
import { expectedStamps, recordStamps } from '#shared/restores/collections.ts';
import { registeredOrigins, tenantFences, tenantProfiles } from '#shared/settings/collections.ts';
import { categoryCollection } from '#shared/store/category-collection.ts';
import type { Collection, QueryShape } from '#shared/store/declare-collection.ts';
import { isRestrictable, restrictedCollection } from '#shared/store/restricted-collection.ts';
import { erasures } from '#shared/subjects/collections.ts';
import { expiryDays, receipts } from '#shared/subjects/receipts/collections.ts';
import { personRequests, requestPersons } from '#shared/subjects/requests/collections.ts';
import { subjectTokens } from '#shared/subjects/tokens/collections.ts';
import { importMarks, legacyKeys, legacyRecordsOf } from '#shared/sweeps/legacy/collections.ts';
import { rewrapPasses } from '#shared/sweeps/rekey/collections.ts';
import { sweepReports } from '#shared/sweeps/reports/collections.ts';
import { goneTenants } from '#shared/tenants/collections.ts';
import { tenantParticulars } from '#shared/tenants/particulars/collections.ts';
import { transferEndpoints } from '#shared/transfer/endpoints/collections.ts';
import { deviceTokens } from '#shared/transfer/tokens/collections.ts';
import { dataKeyPointers, dataKeys, lookupSecrets } from '#shared/vault/collections.ts';

/**
 * Queries that the verbs of single categories need, in addition to the queries of the generic
 * verbs.
 */
const ownQueries: { readonly [categoryId: string]: readonly QueryShape[] } = {
  chat_messages: [readingQuery],
  coupon_codes: codeQueries,
  loyalty_transactions: [lotsQuery],
  manager_log: [byActorQuery],
  marketing_consents: consentQueries,
  nlu_messages: nluQueries,
  variables: experienceQueries,
};

/** Queries that the verbs of single categories need for restricted records. */
const restrictedQueries: { readonly [categoryId: string]: readonly QueryShape[] } = {
  coupon_codes: restrictedCodeQueries,
};

/**
 * Unencrypted fields that the verbs of single categories store with a record. The generic verbs do
 * not show them.
 */
const ownFields: { readonly [categoryId: string]: Collection['fields'] } = {
  coupon_codes: codeFields,
  manager_log: actorFields,
  marketing_consents: consentFields,
  loyalty_transactions: lotFields,
  raffle_participations: participationFields,
};

/** The collection of a category's records, and the collection of its restricted records. */
function recordCollections(category: Category): Collection[] {
  const records = categoryCollection(category, ownQueries[category.id], ownFields[category.id]);
  if (!isRestrictable(category)) return [records];
  return [records, restrictedCollection(category, records, restrictedQueries[category.id])];
}

/**
 * All collections that code may write: the collections with the records and the restricted records
 * of the given categories, and all other collections.
 */
export function collectionsFor(all: readonly Category[]): Collection[] {
  return [
    ...all.flatMap(recordCollections),
    conversationHeads,
    ...raffleCollections,
    consentExports,
    conversationLinks,
    nluReviewCounts,
    fileChunks,
    uniqueMarks,
    idempotencyMarks,
    legacyRecordsOf(all),
    importMarks,
    couponPools,
    couponPacks,
    couponStock,
    apiKeys,
    accessMarks,
    apiKeyUses,
    sessions,
    sessionEndings,
    sessionKeys,
    erasures,
    goneTenants,
    personRequests,
    requestPersons,
    subjectTokens,
    deviceTokens,
    transferEndpoints,
    tenantProfiles,
    tenantFences,
    registeredOrigins,
    tenantParticulars,
    noticeEndpoints,
    signingSecrets,
    matchingSecrets,
    notices,
    noticeValues,
    members,
    people,
    personSecrets,
    managerLogHours,
    managerLogSeals,
    managerLogCuts,
    expiryDays,
    sweepReports,
    dataKeys,
    dataKeyPointers,
    lookupSecrets,
    rewrapPasses,
    legacyKeys,
    receipts,
    ledgerEntries,
    recordStamps,
    expectedStamps,
  ];
}

export const collections: readonly Collection[] = collectionsFor(categories);
