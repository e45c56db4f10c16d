// Generated from the registry by `npm run generate`.
import type { chatMessages } from '#shared/categories/chat-messages.ts';
import type { couponCodes } from '#shared/categories/coupon-codes.ts';
import type { customers } from '#shared/categories/customers.ts';
import type { loyaltyRedemptions } from '#shared/categories/loyalty-redemptions.ts';
import type { loyaltyTransactions } from '#shared/categories/loyalty-transactions.ts';
import type { managerLog } from '#shared/categories/manager-log.ts';
import type { marketingConsents } from '#shared/categories/marketing-consents.ts';
import type { messengerSessions } from '#shared/categories/messenger-sessions.ts';
import type { nluMessages } from '#shared/categories/nlu-messages.ts';
import type { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import type { runtimeLog } from '#shared/categories/runtime-log.ts';
import type { variables } from '#shared/categories/variables.ts';

/** The declarations of the categories, as types only. */
export type ClientCategories = {
  readonly chatMessages: typeof chatMessages;
  readonly nluMessages: typeof nluMessages;
  readonly messengerSessions: typeof messengerSessions;
  readonly runtimeLog: typeof runtimeLog;
  readonly customers: typeof customers;
  readonly managerLog: typeof managerLog;
  readonly variables: typeof variables;
  readonly marketingConsents: typeof marketingConsents;
  readonly couponCodes: typeof couponCodes;
  readonly loyaltyTransactions: typeof loyaltyTransactions;
  readonly loyaltyRedemptions: typeof loyaltyRedemptions;
  readonly raffleParticipations: typeof raffleParticipations;
};

/** What requests need to know of a category. */
export type ClientCategory = { readonly path: string; readonly filters: readonly string[] };

/** The categories in the order of their numbers. */
export const clientCategories: { readonly [name in keyof ClientCategories]: ClientCategory } = {
  chatMessages: {
    path: 'chat-messages',
    filters: ['conversation_id', 'experience_id'],
  },
  nluMessages: {
    path: 'nlu-messages',
    filters: [
      'conversation_id',
      'intent',
      'confidence_min',
      'confidence_max',
      'experience_id',
      'reviewed',
    ],
  },
  messengerSessions: {
    path: 'messenger-sessions',
    filters: [],
  },
  runtimeLog: {
    path: 'runtime-log',
    filters: ['level', 'event'],
  },
  customers: {
    path: 'customers',
    filters: [],
  },
  managerLog: {
    path: 'manager-log',
    filters: ['action'],
  },
  variables: {
    path: 'variables',
    filters: ['experience_id', 'instance_id', 'name'],
  },
  marketingConsents: {
    path: 'marketing-consents',
    filters: ['type', 'status'],
  },
  couponCodes: {
    path: 'coupon-codes',
    filters: ['pool_id', 'kind'],
  },
  loyaltyTransactions: {
    path: 'loyalty-transactions',
    filters: [],
  },
  loyaltyRedemptions: {
    path: 'loyalty-redemptions',
    filters: ['reward_id'],
  },
  raffleParticipations: {
    path: 'raffle-participations',
    filters: ['raffle_id', 'outcome'],
  },
};
