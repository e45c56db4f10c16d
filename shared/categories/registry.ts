// Generated from the category files of this folder by `npm run generate`.
import { chatMessages } from './chat-messages.ts';
import { couponCodes } from './coupon-codes.ts';
import { customers } from './customers.ts';
import type { Category } from './define-category.ts';
import { loyaltyRedemptions } from './loyalty-redemptions.ts';
import { loyaltyTransactions } from './loyalty-transactions.ts';
import { managerLog } from './manager-log.ts';
import { marketingConsents } from './marketing-consents.ts';
import { messengerSessions } from './messenger-sessions.ts';
import { nluMessages } from './nlu-messages.ts';
import { raffleParticipations } from './raffle-participations.ts';
import { runtimeLog } from './runtime-log.ts';
import { variables } from './variables.ts';

/** All categories in the order of their numbers. Only data of these categories may be stored. */
export const categories: readonly Category[] = [
  chatMessages,
  nluMessages,
  messengerSessions,
  runtimeLog,
  customers,
  managerLog,
  variables,
  marketingConsents,
  couponCodes,
  loyaltyTransactions,
  loyaltyRedemptions,
  raffleParticipations,
];
