import * as z from 'zod';
import { conversationExternalField, conversationField, defineCategory } from './define-category.ts';
import { emailAddress, jsonObject } from './field-schemas.ts';

export const customers = defineCategory({
  number: 5,
  id: 'customers',
  title: { de: 'Kunden', en: 'Customers' },
  path: 'customers',
  service: 'customers',
  database: 'mayfly',
  purpose: {
    de: 'Angaben von Kundinnen und Kunden aufbewahren, die nachgewiesen haben, wer sie sind',
    en: 'Keep key-value data of customers who have proved who they are',
  },
  dataSubjects: {
    de: 'Kundinnen und Kunden, die sich angemeldet haben',
    en: 'Customers who signed in',
  },
  subject: { identifiers: ['email'], conversations: ['conversation_id'] },
  storedWhen: {
    de: 'Freiwillig; nur für angemeldete Kundinnen und Kunden',
    en: 'Optional; only for a customer who is authenticated',
  },
  legalBasis: 'contract',
  always: false,
  moduleRules: [{ module: 'sign_in', rule: 'used' }],
  retention: { basis: 'last_interaction', days: 180, longerChoices: [] },
  createdBy: 'caller',
  correctable: true,
  deletable: true,
  unique: [['email']],
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
    authenticated_by: {
      label: { de: 'Nachweis der Identität', en: 'Proof of identity' },
      origin: 'observed',
      values: {
        sign_in: { de: 'Anmeldung', en: 'Sign-in' },
        double_opt_in: { de: 'Bestätigung per E-Mail', en: 'Double opt-in' },
        sso: { de: 'Anmeldung über einen anderen Dienst', en: 'Single sign-on' },
        code: { de: 'Einmalcode', en: 'One-time code' },
      },
      atRest: 'plain',
      schema: z.enum(['sign_in', 'double_opt_in', 'sso', 'code']),
      required: true,
      setBy: 'caller',
    },
    values: {
      label: { de: 'Angaben', en: 'Values' },
      origin: 'provided',
      atRest: 'aes',
      schema: jsonObject({ bytes: 65_536, keys: 200 }),
      required: false,
      setBy: 'caller',
      encoding: 'json',
    },
    conversation_id: conversationField,
    conversation_external_id: conversationExternalField,
  },
  apart: {
    history: {
      label: { de: 'Frühere Angaben', en: 'Former values' },
      origin: 'provided',
      atRest: 'aes',
      schema: jsonObject({ bytes: 393_216, keys: 10_000 }),
      required: false,
      setBy: 'system',
      encoding: 'json',
    },
  },
});
