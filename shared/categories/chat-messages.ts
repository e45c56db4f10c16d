import * as z from 'zod';
import { defineCategory } from './define-category.ts';
import { freeText, instant, plainId } from './field-schemas.ts';

export const chatMessages = defineCategory({
  number: 1,
  id: 'chat_messages',
  title: 'Chat messages',
  path: 'chat-messages',
  service: 'chat',
  database: 'mayfly',
  purpose: 'List recent conversations and read their messages in Live',
  dataSubjects: 'Customers who chat with the tenant',
  subject: { identifiers: [], conversations: ['conversation_id'] },
  storedWhen: 'Required by Live Chat',
  always: false,
  moduleRules: [{ module: 'live_chat', rule: 'required' }],
  retention: { basis: 'created', days: 7, longerChoices: [30, 60] },
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
    author: {
      atRest: 'plain',
      schema: z.enum(['customer', 'bot', 'agent']),
      required: true,
      setBy: 'caller',
    },
    text: {
      atRest: 'aes',
      schema: freeText(16_000),
      required: true,
      setBy: 'caller',
      encoding: 'text',
    },
    sent_at: { atRest: 'plain', schema: instant, required: false, setBy: 'caller' },
    experience_id: {
      atRest: 'plain',
      schema: plainId,
      required: false,
      setBy: 'caller',
      filter: 'equal',
    },
  },
});
