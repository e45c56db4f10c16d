import * as z from 'zod';
import { defineCategory } from './define-category.ts';
import { fraction, freeText, intentName, plainId } from './field-schemas.ts';

export const nluMessages = defineCategory({
  number: 2,
  id: 'nlu_messages',
  title: 'NLU messages',
  path: 'nlu-messages',
  service: 'nlu',
  database: 'mayfly',
  purpose: 'Review how well free-text messages are classified',
  dataSubjects: 'Customers who write free text to a chatbot',
  subject: { identifiers: [], conversations: ['conversation_id'] },
  storedWhen: 'Optional, advised with NLU',
  always: false,
  moduleRules: [{ module: 'nlu', rule: 'advised' }],
  retention: { basis: 'created', days: 30, longerChoices: [] },
  createdBy: 'caller',
  correctable: false,
  deletable: true,
  unique: [],
  fields: {
    conversation_id: {
      atRest: 'plain',
      schema: plainId,
      required: true,
      setBy: 'caller',
      filter: 'equal',
    },
    text: {
      atRest: 'aes',
      schema: freeText(16_000),
      required: true,
      setBy: 'caller',
      encoding: 'text',
    },
    intent: {
      atRest: 'plain',
      schema: intentName,
      required: false,
      setBy: 'caller',
      filter: 'equal',
    },
    confidence: {
      atRest: 'plain',
      schema: fraction.min(0).max(1),
      required: false,
      setBy: 'caller',
      filter: 'range',
    },
    experience_id: {
      atRest: 'plain',
      schema: plainId,
      required: false,
      setBy: 'caller',
      filter: 'equal',
    },
    reviewed: {
      atRest: 'plain',
      schema: z.boolean(),
      required: false,
      setBy: 'caller',
      filter: 'equal',
    },
    verdict: {
      atRest: 'plain',
      schema: z.enum(['right', 'wrong', 'corrected']),
      required: false,
      setBy: 'caller',
    },
    corrected_intent: { atRest: 'plain', schema: intentName, required: false, setBy: 'system' },
  },
});
