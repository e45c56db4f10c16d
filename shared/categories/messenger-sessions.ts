import * as z from 'zod';
import { defineCategory } from './define-category.ts';
import { jsonObject, opaqueText, plainId } from './field-schemas.ts';

export const messengerSessions = defineCategory({
  number: 3,
  id: 'messenger_sessions',
  title: { de: 'Messenger-Sitzungen', en: 'Messenger sessions' },
  path: 'messenger-sessions',
  service: 'messenger',
  database: 'mayfly',
  purpose: {
    de: 'Die Sitzung von Kanälen aufbewahren, die auf dem Gerät nichts speichern können',
    en: 'Hold the session of channels that have no storage on the device',
  },
  dataSubjects: {
    de: 'Kundinnen und Kunden in Facebook Messenger, WhatsApp und WeChat',
    en: 'Customers on Facebook Messenger, WhatsApp and WeChat',
  },
  subject: { identifiers: ['external_id'], conversations: ['conversation_id'] },
  storedWhen: {
    de: 'Von Facebook Messenger, WhatsApp und WeChat benötigt',
    en: 'Required by Facebook Messenger, WhatsApp and WeChat',
  },
  legalBasis: 'contract',
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
      label: { de: 'Kanal', en: 'Channel' },
      origin: 'observed',
      values: {
        facebook: { de: 'Facebook Messenger', en: 'Facebook Messenger' },
        whatsapp: { de: 'WhatsApp', en: 'WhatsApp' },
        wechat: { de: 'WeChat', en: 'WeChat' },
      },
      atRest: 'plain',
      schema: z.enum(['facebook', 'whatsapp', 'wechat']),
      required: true,
      setBy: 'caller',
      filter: 'equal',
    },
    external_id: {
      label: { de: 'Kennung im Kanal', en: 'ID in the channel' },
      origin: 'observed',
      atRest: 'aes',
      schema: opaqueText(256),
      required: true,
      setBy: 'caller',
      encoding: 'text',
      lookup: 'exact',
    },
    conversation_id: {
      label: { de: 'Unterhaltung', en: 'Conversation' },
      origin: 'observed',
      atRest: 'plain',
      schema: plainId,
      required: true,
      setBy: 'caller',
      filter: 'equal',
    },
    state: {
      label: { de: 'Im Chat erhobene Daten', en: 'Data collected in the chat' },
      origin: 'provided',
      atRest: 'aes',
      schema: jsonObject({ bytes: 65_536, keys: 1_000 }),
      required: true,
      setBy: 'caller',
      encoding: 'json',
    },
  },
});
