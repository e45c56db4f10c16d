import { languages } from '#shared/categories/texts.ts';
import { logDays } from '#shared/processing/deletion/describe-log.ts';
import { jsonContent, type Parameter, schemaRef } from './openapi-document.ts';
import { choiceParameter } from './parameters.ts';
import { callerCodes, personCodes } from './problem-responses.ts';
import type { RouteDraft } from './route-draft.ts';

const tags = ['Tenant'] as const;

const parameters: readonly Parameter[] = [
  choiceParameter('language', 'The language of all texts.', languages),
  choiceParameter('format', 'The format: `json` for programs, or `html` for people.', [
    'json',
    'html',
  ]),
];

const pageContent = {
  'text/html': {
    schema: { type: 'string' },
    examples: { page: { summary: 'Its beginning', value: '<!doctype html>' } },
  },
} as const;

/** Describes the answer that contains a document, in both of its formats. */
function documentAnswer(schema: string, example: object) {
  return {
    '200': {
      description: 'The document.',
      content: {
        ...jsonContent(schemaRef(schema), 'Cut short', example),
        ...pageContent,
      },
    },
  };
}

const head = { language: 'en', as_of: '2026-11-23T09:30:00.000Z' };
const controller = {
  name: 'Blumen Beispiel GmbH',
  postal_address: 'Beispielallee 3, 00000 Musterstadt',
};
const people = {
  controller,
  representative: null,
  dpo: { email: 'datenschutz@example.com' },
  authority: null,
};
const places = { compute: 'europe-west1', database: 'eur3', keys: 'europe' };
const measure = {
  title: 'Place of processing',
  text: 'Databases, keys and computing are in the European Union. The service does not start with a configuration that names another place.',
};

const recordExample = {
  kind: 'record-of-processing',
  ...head,
  tenant: 'blumen',
  ...people,
  processor: null,
  places,
  activities: [
    {
      number: 1,
      category: 'chat_messages',
      title: 'Chat messages',
      destination: 'server',
      destination_text: 'stored',
      stored_when: 'Required by Live Chat',
      purpose: 'List recent conversations and read their messages in Live',
      legal_basis: {
        basis: 'contract',
        text: 'Contract, or steps before one (Art. 6(1)(b) GDPR)',
        stated: false,
      },
      data_subjects: 'Customers who chat with the tenant',
      data: [
        {
          name: 'text',
          label: 'Text of the message',
          encrypted: true,
          origin: 'provided',
          origin_text: 'provided by the person',
        },
      ],
      recipients: [],
      retention: [{ of: null, days: 7, text: '7 days from creation' }],
    },
  ],
  beside: [],
  transfers: [],
  measures: [measure],
  gaps: ['The supervisory authority is missing. Persons must be told where they may complain.'],
};

const conceptExample = {
  kind: 'deletion-concept',
  ...head,
  tenant: 'blumen',
  ...people,
  processor: null,
  classes: [
    {
      id: 'DC 1',
      start: 'created',
      start_text: 'creation of the record',
      days: 7,
      text: '7 days from creation',
    },
  ],
  rules: [
    {
      number: 1,
      category: 'chat_messages',
      title: 'Chat messages',
      data: ['Conversation', 'Author', 'Text of the message'],
      state: 'stored',
      periods: [{ of: null, days: 7, class: 'DC 1' }],
      how: 'From the expiry on, no interface shows the data. The database deletes expired data. Every 15 minutes a run deletes expired data that the database has not deleted yet.',
    },
  ],
  beside: [],
  steps: [],
  responsibilities: [],
};

const logExample = {
  kind: 'deletion-log',
  ...head,
  tenant: 'blumen',
  since: '2026-10-24T00:00:00.000Z',
  erasures: [
    {
      id: '3f6b1c0e9a7d4852b1e0c9f8a7d6e5b4',
      scope: 'person',
      scope_text: 'one person, everywhere',
      complete: true,
      asked_at: '2026-11-20T08:12:44.310Z',
      completed_at: '2026-11-20T08:12:44.702Z',
      cancelled_at: null,
      deleted: [{ collection: 'customers', title: 'Customers', count: 1 }],
    },
  ],
  receipts: [
    {
      number: 12,
      kind: 'expiry',
      kind_text: 'Expiry of data on a day',
      about: 'expiry:2026-11-22',
      issued_at: '2026-11-23T01:10:09.511Z',
      expiry: {
        day: '2026-11-22',
        due: [{ category: 'chat_messages', title: 'Chat messages', due: 214, overdue: 0 }],
        keys_due: 1,
        keys_destroyed: 1,
      },
    },
  ],
  more: false,
  runs: [
    {
      day: '2026-11-23',
      runs: 38,
      complete_runs: 38,
      last_run_at: '2026-11-23T09:15:04.120Z',
      latest_seconds: 611,
    },
  ],
  notes: [],
};

const operationExample = {
  kind: 'record-of-processor',
  ...head,
  processor: null,
  places,
  controllers: [
    {
      tenant: 'blumen',
      controller,
      representative: null,
      dpo: null,
      processing: [{ category: 'chat_messages', title: 'Chat messages' }],
    },
  ],
  more: false,
  measures: [measure],
};

/**
 * The operations that read documents about the processing of data: the records that the GDPR
 * requires, the deletion concept and the deletion log.
 */
export const processingOperations: readonly RouteDraft[] = [
  {
    method: 'get',
    path: '/v1/tenant/record-of-processing',
    operation: {
      operationId: 'readRecordOfProcessing',
      summary: 'Read the record of processing activities',
      description:
        'The record that Article 30(1) GDPR requires. Mayfly makes it from the categories, the tenant’s settings and the tenant’s particulars. `gaps` lists its missing parts.',
      tags,
      scope: 'tenant',
      parameters,
      responses: documentAnswer('RecordOfProcessing', recordExample),
      fails: [...callerCodes, 'keys-unavailable'],
    },
  },
  {
    method: 'get',
    path: '/v1/tenant/deletion-concept',
    operation: {
      operationId: 'readDeletionConcept',
      summary: 'Read the deletion concept',
      description:
        'A document similar to DIN 66398. It contains the deletion classes, a rule for each category and for each other collection of the tenant, the process of deletion, and the responsible people.',
      tags,
      scope: 'tenant',
      parameters,
      responses: documentAnswer('DeletionConcept', conceptExample),
      fails: [...callerCodes, 'keys-unavailable'],
    },
  },
  {
    method: 'get',
    path: '/v1/tenant/deletion-log',
    operation: {
      operationId: 'readDeletionLog',
      summary: 'Read the deletion log',
      description:
        'Lists three things: the erasures with their counts, the receipts, and the days on which the purge ran. The log contains at most the 500 newest erasures and the 500 newest receipts.',
      tags,
      scope: 'tenant',
      parameters: [
        ...parameters,
        choiceParameter(
          'days',
          'The number of days that the log covers, including today.',
          logDays,
        ),
      ],
      responses: documentAnswer('DeletionLog', logExample),
      fails: [...callerCodes, 'keys-unavailable'],
    },
  },
  {
    method: 'get',
    path: '/v1/operator/record-of-processing',
    operation: {
      operationId: 'readRecordOfProcessor',
      summary: 'Read the record of the processor',
      description:
        'For operators. The record that Article 30(2) GDPR requires of a processor. It contains the controllers (tenants) for which the operator processes data, their categories of data, the places, and the measures. It contains at most 1,000 tenants.',
      tags: ['Service'],
      scope: 'operator',
      parameters,
      responses: documentAnswer('RecordOfProcessor', operationExample),
      fails: [...personCodes, 'operators-only', 'keys-unavailable'],
    },
  },
];
