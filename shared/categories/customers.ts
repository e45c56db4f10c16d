import * as z from 'zod';
import { conversationField, defineCategory } from './define-category.ts';
import { emailAddress, jsonObject } from './field-schemas.ts';

export const customers = defineCategory({
  number: 5,
  id: 'customers',
  title: 'Customers',
  path: 'customers',
  service: 'customers',
  database: 'mayfly',
  purpose: 'Keep key-value data of customers who have proved who they are',
  dataSubjects: 'Customers who signed in',
  subject: { identifiers: ['email'], conversations: ['conversation_id'] },
  storedWhen: 'Optional; only for a customer who is authenticated',
  always: false,
  moduleRules: [{ module: 'sign_in', rule: 'used' }],
  retention: { basis: 'last_interaction', days: 180, longerChoices: [] },
  createdBy: 'caller',
  correctable: true,
  deletable: true,
  unique: [['email']],
  fields: {
    email: {
      atRest: 'aes',
      schema: emailAddress,
      required: true,
      setBy: 'caller',
      encoding: 'text',
      lookup: 'email',
    },
    authenticated_by: {
      atRest: 'plain',
      schema: z.enum(['sign_in', 'double_opt_in', 'sso', 'code']),
      required: true,
      setBy: 'caller',
    },
    values: {
      atRest: 'aes',
      schema: jsonObject({ bytes: 65_536, keys: 200 }),
      required: false,
      setBy: 'caller',
      encoding: 'json',
    },
    conversation_id: conversationField,
  },
  apart: {
    history: {
      atRest: 'aes',
      schema: jsonObject({ bytes: 393_216, keys: 10_000 }),
      required: false,
      setBy: 'system',
      encoding: 'json',
    },
  },
});
