import * as z from 'zod';
import { defineCategory } from '#shared/categories/define-category.ts';
import { freeText, jsonObject, phoneNumber, plainId } from '#shared/categories/field-schemas.ts';

/**
 * A category that is not in the registry, with fields of several kinds. All generic code must work
 * with this category without a change.
 */
export const serviceVisits = defineCategory({
  number: 13,
  id: 'service_visits',
  title: { de: 'Servicebesuche', en: 'Service visits' },
  path: 'service-visits',
  service: 'visits',
  database: 'mayfly',
  purpose: { de: 'Besuche planen', en: 'Plan visits' },
  dataSubjects: { de: 'Kundinnen und Kunden, die besucht werden', en: 'Customers who are visited' },
  subject: { identifiers: ['phone'], conversations: ['conversation_id'] },
  storedWhen: { de: 'Freiwillig', en: 'Optional' },
  legalBasis: 'contract',
  always: false,
  moduleRules: [],
  retention: {
    basis: 'created',
    days: { field: 'kind', days: { repair: 45, survey: 10 } },
    longerChoices: [90],
  },
  createdBy: 'caller',
  deletable: true,
  correctable: true,
  unique: [['kind', 'phone']],
  fields: {
    kind: {
      label: { de: 'Art', en: 'Kind' },
      origin: 'observed',
      values: { repair: { de: 'Reparatur', en: 'Repair' }, survey: { de: 'Aufmaß', en: 'Survey' } },
      atRest: 'plain',
      schema: z.enum(['repair', 'survey']),
      required: true,
      setBy: 'caller',
      filter: 'equal',
    },
    phone: {
      label: { de: 'Telefonnummer', en: 'Phone number' },
      origin: 'provided',
      atRest: 'aes',
      schema: phoneNumber,
      required: true,
      setBy: 'caller',
      encoding: 'text',
      lookup: 'phone',
    },
    notes: {
      label: { de: 'Notizen', en: 'Notes' },
      origin: 'provided',
      atRest: 'aes',
      schema: freeText(500),
      required: false,
      setBy: 'caller',
      encoding: 'text',
    },
    answers: {
      label: { de: 'Antworten', en: 'Answers' },
      origin: 'provided',
      atRest: 'aes',
      schema: jsonObject({ bytes: 1_000, keys: 5 }),
      required: false,
      setBy: 'caller',
      encoding: 'json',
    },
    minutes: {
      label: { de: 'Minuten', en: 'Minutes' },
      origin: 'observed',
      atRest: 'plain',
      schema: z.int().min(1).max(480),
      required: false,
      setBy: 'caller',
      filter: 'range',
    },
    done: {
      label: { de: 'Erledigt', en: 'Done' },
      origin: 'derived',
      atRest: 'plain',
      schema: z.boolean(),
      required: false,
      setBy: 'system',
    },
    conversation_id: {
      label: { de: 'Unterhaltung', en: 'Conversation' },
      origin: 'observed',
      atRest: 'plain',
      schema: plainId,
      required: false,
      setBy: 'caller',
    },
  },
});
