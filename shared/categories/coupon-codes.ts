import * as z from 'zod';
import { conversationField, defineCategory } from './define-category.ts';
import { emailAddress, freeText, plainId } from './field-schemas.ts';

export const couponCodes = defineCategory({
  number: 9,
  id: 'coupon_codes',
  title: 'Coupon codes redeemed',
  path: 'coupon-codes',
  service: 'coupons',
  database: 'mayfly',
  purpose:
    'Make sure that a code given to a customer belongs to that customer and is never given twice',
  dataSubjects: 'Customers who received a coupon or handed in a code',
  subject: { identifiers: ['email'], conversations: ['conversation_id'] },
  storedWhen: 'Used by Coupon and Codes; can be off',
  always: false,
  moduleRules: [
    { module: 'coupon', rule: 'used' },
    { module: 'codes', rule: 'used' },
  ],
  retention: {
    basis: 'created',
    days: { field: 'kind', days: { code: 180, coupon: 360 } },
    longerChoices: [],
  },
  createdBy: 'system',
  correctable: false,
  deletable: true,
  unique: [],
  fields: {
    pool_id: { atRest: 'plain', schema: plainId, required: true, setBy: 'system', filter: 'equal' },
    kind: {
      atRest: 'plain',
      schema: z.enum(['code', 'coupon']),
      required: true,
      setBy: 'system',
      filter: 'equal',
    },
    code: {
      atRest: 'aes',
      schema: freeText(128),
      required: true,
      setBy: 'system',
      encoding: 'text',
      lookup: 'composed',
    },
    email: {
      atRest: 'aes',
      schema: emailAddress,
      required: true,
      setBy: 'system',
      encoding: 'text',
      lookup: 'email',
    },
    conversation_id: { ...conversationField, setBy: 'system' },
  },
});
