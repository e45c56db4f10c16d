import * as z from 'zod';
import { cutJsonValue, cutText } from './cut-schemas.ts';
import { conversationField, defineCategory } from './define-category.ts';
import { emailAddress, ipAddress, plainId } from './field-schemas.ts';

export const runtimeLog = defineCategory({
  number: 4,
  id: 'runtime_log',
  title: 'Runtime log',
  path: 'runtime-log',
  service: 'runtime-log',
  database: 'mayfly',
  purpose: 'Trace sign-ins that passed or failed and errors of external APIs',
  dataSubjects: 'Customers whose chat caused the entry',
  subject: { identifiers: ['email'], conversations: ['conversation_id'] },
  storedWhen: 'Always; the HTTP body only in debug mode',
  always: true,
  moduleRules: [],
  retention: { basis: 'created', days: 7, longerChoices: [] },
  createdBy: 'caller',
  correctable: false,
  deletable: true,
  unique: [],
  fields: {
    level: {
      atRest: 'plain',
      schema: z.enum(['debug', 'info', 'warn', 'error']),
      required: true,
      setBy: 'caller',
      filter: 'equal',
    },
    event: { atRest: 'plain', schema: plainId, required: true, setBy: 'caller', filter: 'equal' },
    message: {
      atRest: 'aes',
      schema: cutText(8_000),
      required: false,
      setBy: 'caller',
      encoding: 'text',
    },
    email: {
      atRest: 'aes',
      schema: emailAddress,
      required: false,
      setBy: 'caller',
      encoding: 'text',
      lookup: 'email',
    },
    ip: { atRest: 'aes', schema: ipAddress, required: false, setBy: 'caller', encoding: 'text' },
    http_body: {
      atRest: 'aes',
      schema: cutJsonValue(65_536),
      required: false,
      setBy: 'caller',
      encoding: 'json',
    },
    trace_id: { atRest: 'plain', schema: plainId, required: false, setBy: 'caller' },
    conversation_id: conversationField,
  },
});
