import * as z from 'zod';
import { defineCategory } from './define-category.ts';
import { jsonObject, opaqueText, plainId } from './field-schemas.ts';

export const messengerSessions = defineCategory({
  number: 3,
  id: 'messenger_sessions',
  title: 'Messenger sessions',
  path: 'messenger-sessions',
  service: 'messenger',
  database: 'mayfly',
  purpose: 'Hold the session of channels that have no storage on the device',
  dataSubjects: 'Customers on Facebook Messenger, WhatsApp and WeChat',
  subject: { identifiers: ['external_id'], conversations: ['conversation_id'] },
  storedWhen: 'Required by Facebook Messenger, WhatsApp and WeChat',
  always: false,
  moduleRules: [
    { module: 'facebook_messenger', rule: 'required' },
    { module: 'whatsapp', rule: 'required' },
    { module: 'wechat', rule: 'required' },
  ],
  retention: { basis: 'created', days: 7, longerChoices: [] },
  createdBy: 'caller',
  correctable: false,
  deletable: true,
  unique: [['channel', 'external_id']],
  fields: {
    channel: {
      atRest: 'plain',
      schema: z.enum(['facebook', 'whatsapp', 'wechat']),
      required: true,
      setBy: 'caller',
    },
    external_id: {
      atRest: 'aes',
      schema: opaqueText(256),
      required: true,
      setBy: 'caller',
      encoding: 'text',
      lookup: 'exact',
    },
    conversation_id: { atRest: 'plain', schema: plainId, required: true, setBy: 'caller' },
    state: {
      atRest: 'aes',
      schema: jsonObject({ bytes: 65_536, keys: 1_000 }),
      required: true,
      setBy: 'caller',
      encoding: 'json',
    },
  },
});
