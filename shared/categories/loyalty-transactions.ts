import * as z from 'zod';
import { conversationField, defineCategory } from './define-category.ts';
import { emailAddress, plainId } from './field-schemas.ts';

export const loyaltyTransactions = defineCategory({
  number: 10,
  id: 'loyalty_transactions',
  title: 'Loyalty transactions',
  path: 'loyalty-transactions',
  service: 'loyalty',
  database: 'mayfly',
  purpose: 'Account for coins earned and spent',
  dataSubjects: 'Customers in the loyalty programme',
  subject: { identifiers: ['email'], conversations: ['conversation_id'] },
  storedWhen: 'Used by Loyalty, Loyalty Referral and Loyalty Sharing; can be off',
  always: false,
  moduleRules: [
    { module: 'loyalty', rule: 'used' },
    { module: 'loyalty_referral', rule: 'used' },
    { module: 'loyalty_sharing', rule: 'used' },
  ],
  retention: { basis: 'created', days: 180, longerChoices: [] },
  createdBy: 'caller',
  correctable: false,
  deletable: true,
  unique: [],
  fields: {
    email: {
      atRest: 'aes',
      schema: emailAddress,
      required: true,
      setBy: 'caller',
      encoding: 'text',
      lookup: 'email',
    },
    coins: {
      atRest: 'plain',
      schema: z
        .int()
        .min(-1_000_000_000)
        .max(1_000_000_000)
        .refine((coins) => coins !== 0, { params: { rule: 'not-zero' } })
        .meta({ not: { const: 0 } }),
      required: true,
      setBy: 'caller',
    },
    reason: { atRest: 'plain', schema: plainId, required: true, setBy: 'caller' },
    reference: { atRest: 'plain', schema: plainId, required: false, setBy: 'caller' },
    conversation_id: conversationField,
  },
});
