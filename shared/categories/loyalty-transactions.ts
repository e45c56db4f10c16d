import * as z from 'zod';
import { conversationExternalField, conversationField, defineCategory } from './define-category.ts';
import { emailAddress, plainId } from './field-schemas.ts';

export const loyaltyTransactions = defineCategory({
  number: 10,
  id: 'loyalty_transactions',
  title: { de: 'Treuepunkte-Buchungen', en: 'Loyalty transactions' },
  path: 'loyalty-transactions',
  service: 'loyalty',
  database: 'mayfly',
  purpose: {
    de: 'Über verdiente und ausgegebene Treuepunkte Buch führen',
    en: 'Account for coins earned and spent',
  },
  dataSubjects: {
    de: 'Teilnehmerinnen und Teilnehmer des Treueprogramms',
    en: 'Customers in the loyalty programme',
  },
  subject: { identifiers: ['email'], conversations: ['conversation_id'] },
  storedWhen: {
    de: 'Von Treueprogramm, Freunde werben und Teilen genutzt; abschaltbar',
    en: 'Used by Loyalty, Loyalty Referral and Loyalty Sharing; can be off',
  },
  legalBasis: 'contract',
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
      label: { de: 'E-Mail-Adresse', en: 'Email address' },
      origin: 'provided',
      atRest: 'aes',
      schema: emailAddress,
      required: true,
      setBy: 'caller',
      encoding: 'text',
      lookup: 'email',
    },
    coins: {
      label: { de: 'Punkte', en: 'Coins' },
      origin: 'observed',
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
    reason: {
      label: { de: 'Anlass', en: 'Reason' },
      origin: 'observed',
      atRest: 'plain',
      schema: plainId,
      required: true,
      setBy: 'caller',
    },
    reference: {
      label: { de: 'Bezug', en: 'Reference' },
      origin: 'observed',
      atRest: 'plain',
      schema: plainId,
      required: false,
      setBy: 'caller',
    },
    conversation_id: conversationField,
    conversation_external_id: conversationExternalField,
  },
});
