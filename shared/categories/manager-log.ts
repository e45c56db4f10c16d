import { conversationField, defineCategory } from './define-category.ts';
import { freeText, ipAddress, plainId } from './field-schemas.ts';

export const managerLog = defineCategory({
  number: 6,
  id: 'manager_log',
  title: 'Manager log',
  path: 'manager-log',
  service: 'manager-log',
  database: 'mayfly-audit',
  purpose: 'Show who of the tenant’s managers accessed or changed what',
  dataSubjects: 'The tenant’s managers',
  subject: { nobody: 'it tells what managers did, and names records and fields, never values' },
  storedWhen: 'Always',
  always: true,
  moduleRules: [],
  retention: { basis: 'created', days: 180, longerChoices: [] },
  createdBy: 'system',
  correctable: false,
  deletable: false,
  unique: [],
  chained: true,
  fields: {
    actor: {
      atRest: 'aes',
      schema: freeText(320),
      required: true,
      setBy: 'system',
      encoding: 'text',
    },
    action: { atRest: 'plain', schema: plainId, required: true, setBy: 'system', filter: 'equal' },
    target: { atRest: 'plain', schema: plainId, required: false, setBy: 'system' },
    outcome: { atRest: 'plain', schema: plainId, required: false, setBy: 'system' },
    ip: { atRest: 'aes', schema: ipAddress, required: false, setBy: 'system', encoding: 'text' },
    conversation_id: { ...conversationField, setBy: 'system' },
  },
});
