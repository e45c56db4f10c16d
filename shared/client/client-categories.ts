// Generated from the registry by `npm run generate`.
import type {
  ChatMessages,
  CouponCodes,
  Customers,
  LoyaltyRedemptions,
  LoyaltyTransactions,
  ManagerLog,
  MarketingConsents,
  MessengerSessions,
  NluMessages,
  RaffleParticipations,
  RuntimeLog,
  Variables,
} from './category-shapes.ts';

/** The facts about each category. */
export type ClientCategories = {
  readonly chatMessages: ChatMessages;
  readonly nluMessages: NluMessages;
  readonly messengerSessions: MessengerSessions;
  readonly runtimeLog: RuntimeLog;
  readonly customers: Customers;
  readonly managerLog: ManagerLog;
  readonly variables: Variables;
  readonly marketingConsents: MarketingConsents;
  readonly couponCodes: CouponCodes;
  readonly loyaltyTransactions: LoyaltyTransactions;
  readonly loyaltyRedemptions: LoyaltyRedemptions;
  readonly raffleParticipations: RaffleParticipations;
};

/** The facts about a category that a request needs. */
export type ClientCategory = { readonly path: string; readonly filters: readonly string[] };

/** The categories in the order of their numbers. */
export const clientCategories: { readonly [name in keyof ClientCategories]: ClientCategory } = {
  chatMessages: {
    path: 'chat-messages',
    filters: ['conversation_id', 'experience_id', 'created_after', 'created_before'],
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
      'created_after',
      'created_before',
    ],
  },
  messengerSessions: {
    path: 'messenger-sessions',
    filters: ['channel', 'conversation_id', 'created_after', 'created_before'],
  },
  runtimeLog: {
    path: 'runtime-log',
    filters: ['level', 'event', 'created_after', 'created_before'],
  },
  customers: { path: 'customers', filters: ['created_after', 'created_before'] },
  managerLog: {
    path: 'manager-log',
    filters: ['action', 'target', 'outcome', 'created_after', 'created_before'],
  },
  variables: {
    path: 'variables',
    filters: ['experience_id', 'instance_id', 'name', 'created_after', 'created_before'],
  },
  marketingConsents: {
    path: 'marketing-consents',
    filters: ['type', 'status', 'created_after', 'created_before'],
  },
  couponCodes: {
    path: 'coupon-codes',
    filters: ['pool_id', 'kind', 'created_after', 'created_before'],
  },
  loyaltyTransactions: {
    path: 'loyalty-transactions',
    filters: ['created_after', 'created_before'],
  },
  loyaltyRedemptions: {
    path: 'loyalty-redemptions',
    filters: ['reward_id', 'shipping', 'created_after', 'created_before'],
  },
  raffleParticipations: {
    path: 'raffle-participations',
    filters: ['raffle_id', 'outcome', 'created_after', 'created_before'],
  },
};
