import * as z from 'zod';
import { conversationExternalField, conversationField, defineCategory } from './define-category.ts';
import { emailAddress, freeText, plainId } from './field-schemas.ts';

export const couponCodes = defineCategory({
  number: 9,
  id: 'coupon_codes',
  title: { de: 'Eingelöste Gutscheincodes', en: 'Coupon codes redeemed' },
  path: 'coupon-codes',
  service: 'coupons',
  database: 'mayfly',
  purpose: {
    de: 'Sicherstellen, dass ein ausgegebener Code nur einer Person gehört und nie zweimal vergeben wird',
    en: 'Make sure that a code belongs to only one person and is never given out twice',
  },
  dataSubjects: {
    de: 'Kundinnen und Kunden, die einen Gutschein erhalten oder einen Code eingelöst haben',
    en: 'Customers who received a coupon or handed in a code',
  },
  subject: { identifiers: ['email'], conversations: ['conversation_id'] },
  storedWhen: {
    de: 'Von Gutschein und Codes genutzt; abschaltbar',
    en: 'Used by Coupon and Codes; can be off',
  },
  legalBasis: 'contract',
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
    pool_id: {
      label: { de: 'Code-Vorrat', en: 'Pool' },
      origin: 'observed',
      atRest: 'plain',
      schema: plainId,
      required: true,
      setBy: 'system',
      filter: 'equal',
    },
    kind: {
      label: { de: 'Art', en: 'Kind' },
      origin: 'observed',
      values: {
        code: { de: 'eingelöster Code', en: 'Code handed in' },
        coupon: { de: 'ausgegebener Gutschein', en: 'Coupon given out' },
      },
      atRest: 'plain',
      schema: z.enum(['code', 'coupon']),
      required: true,
      setBy: 'system',
      filter: 'equal',
    },
    code: {
      label: { de: 'Code', en: 'Code' },
      origin: 'observed',
      atRest: 'aes',
      schema: freeText(128),
      required: true,
      setBy: 'system',
      encoding: 'text',
      lookup: 'composed',
    },
    email: {
      label: { de: 'E-Mail-Adresse', en: 'Email address' },
      origin: 'provided',
      atRest: 'aes',
      schema: emailAddress,
      required: true,
      setBy: 'system',
      encoding: 'text',
      lookup: 'email',
    },
    conversation_id: { ...conversationField, setBy: 'system' },
    conversation_external_id: { ...conversationExternalField, setBy: 'system' },
  },
});
