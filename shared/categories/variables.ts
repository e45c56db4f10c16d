import * as z from 'zod';
import { conversationField, defineCategory } from './define-category.ts';
import { freeText, instant, jsonValue, mediaType, plainId, variableName } from './field-schemas.ts';

export const variables = defineCategory({
  number: 7,
  id: 'variables',
  title: 'Variables',
  path: 'variables',
  service: 'variables',
  database: 'mayfly',
  purpose: 'Offer all process variables and files of an experience for download',
  dataSubjects: 'Customers who took part in an experience',
  storedWhen: 'Optional',
  always: false,
  moduleRules: [],
  retention: { basis: 'own_expiry', days: 60, longerChoices: [] },
  createdBy: 'caller',
  correctable: true,
  deletable: true,
  unique: [['experience_id', 'instance_id', 'name']],
  fields: {
    experience_id: {
      atRest: 'plain',
      schema: plainId,
      required: true,
      setBy: 'caller',
      filter: 'equal',
    },
    instance_id: {
      atRest: 'plain',
      schema: plainId,
      required: true,
      setBy: 'caller',
      filter: 'equal',
    },
    name: {
      atRest: 'plain',
      schema: variableName,
      required: true,
      setBy: 'caller',
      filter: 'equal',
    },
    scope: {
      atRest: 'plain',
      schema: z.enum(['process', 'global']),
      required: false,
      setBy: 'caller',
    },
    value: {
      atRest: 'aes',
      schema: jsonValue(65_536),
      required: false,
      setBy: 'caller',
      encoding: 'json',
    },
    file_name: {
      atRest: 'aes',
      schema: freeText(255),
      required: false,
      setBy: 'system',
      encoding: 'text',
    },
    file_type: { atRest: 'plain', schema: mediaType, required: false, setBy: 'system' },
    file_bytes: {
      atRest: 'plain',
      schema: z.int().min(0).max(16_777_216),
      required: false,
      setBy: 'system',
    },
    changed_at: { atRest: 'plain', schema: instant, required: false, setBy: 'system' },
    conversation_id: conversationField,
  },
});
