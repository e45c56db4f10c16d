import * as z from 'zod';
import { conversationField } from './conversation-field.ts';
import { defineCategory } from './define-category.ts';
import { emailAddress, freeText, phoneNumber, plainId } from './field-schemas.ts';

export const loyaltyRedemptions = defineCategory({
  number: 11,
  id: 'loyalty_redemptions',
  title: 'Loyalty redemptions',
  path: 'loyalty-redemptions',
  service: 'loyalty',
  database: 'mayfly',
  purpose: 'Know what was redeemed and where to ship it',
  dataSubjects: 'Customers who redeemed a reward',
  storedWhen: 'Used by Rewards; can be off',
  always: false,
  moduleRules: [{ module: 'rewards', rule: 'used' }],
  retention: { basis: 'created', days: 60, longerChoices: [] },
  createdBy: 'caller',
  correctable: true,
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
    reward_id: {
      atRest: 'plain',
      schema: plainId,
      required: true,
      setBy: 'caller',
      filter: 'equal',
      correctable: false,
    },
    coins: {
      atRest: 'plain',
      schema: z.int().min(1).max(1_000_000_000),
      required: true,
      setBy: 'caller',
      correctable: false,
    },
    firstname: {
      atRest: 'aes',
      schema: freeText(200),
      required: false,
      setBy: 'caller',
      encoding: 'text',
    },
    lastname: {
      atRest: 'aes',
      schema: freeText(200),
      required: false,
      setBy: 'caller',
      encoding: 'text',
    },
    postal_address: {
      atRest: 'aes',
      schema: freeText(1_000),
      required: false,
      setBy: 'caller',
      encoding: 'text',
    },
    phone: {
      atRest: 'aes',
      schema: phoneNumber,
      required: false,
      setBy: 'caller',
      encoding: 'text',
      lookup: 'phone',
    },
    conversation_id: conversationField,
  },
});
