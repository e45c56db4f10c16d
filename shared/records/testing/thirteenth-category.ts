import * as z from 'zod';
import { defineCategory } from '#shared/categories/define-category.ts';
import { freeText, jsonObject, phoneNumber, plainId } from '#shared/categories/field-schemas.ts';

/**
 * A category that the registry does not know, with every kind of field. All code derived from
 * categories must serve it without a change.
 */
export const serviceVisits = defineCategory({
  number: 13,
  id: 'service_visits',
  title: 'Service visits',
  path: 'service-visits',
  service: 'visits',
  database: 'mayfly',
  purpose: 'Plan visits',
  dataSubjects: 'Customers who are visited',
  subject: { identifiers: ['phone'], conversations: ['conversation_id'] },
  storedWhen: 'Optional',
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
      atRest: 'plain',
      schema: z.enum(['repair', 'survey']),
      required: true,
      setBy: 'caller',
      filter: 'equal',
    },
    phone: {
      atRest: 'aes',
      schema: phoneNumber,
      required: true,
      setBy: 'caller',
      encoding: 'text',
      lookup: 'phone',
    },
    notes: {
      atRest: 'aes',
      schema: freeText(500),
      required: false,
      setBy: 'caller',
      encoding: 'text',
    },
    answers: {
      atRest: 'aes',
      schema: jsonObject({ bytes: 1_000, keys: 5 }),
      required: false,
      setBy: 'caller',
      encoding: 'json',
    },
    minutes: {
      atRest: 'plain',
      schema: z.int().min(1).max(480),
      required: false,
      setBy: 'caller',
      filter: 'range',
    },
    done: { atRest: 'plain', schema: z.boolean(), required: false, setBy: 'system' },
    conversation_id: { atRest: 'plain', schema: plainId, required: false, setBy: 'caller' },
  },
});
