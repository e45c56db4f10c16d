import { encodings } from '#shared/sweeps/legacy/encoding.ts';
import { legacyReportType } from '#shared/sweeps/legacy/legacy-report.ts';
import { type JsonSchema, jsonContent, type Parameter, schemaRef } from './openapi-document.ts';
import { bodyCodes, personCodes } from './problem-responses.ts';
import type { RouteDraft } from './route-draft.ts';

const count: JsonSchema = { type: 'integer', minimum: 0 };

/** Schemas of the import. */
export const importSchemas: { readonly [name: string]: JsonSchema } = {
  LegacyKey: {
    type: 'object',
    description: 'A key of an older system: 128 bits.',
    properties: {
      tenant: { type: 'string' },
      key: { type: 'string', maxLength: 64, description: '16 bytes, as base64 or hex.' },
    },
    required: ['tenant', 'key'],
    additionalProperties: false,
  },
  LegacyKeyStored: {
    type: 'object',
    properties: { tenant: { type: 'string' }, name: { type: 'string' } },
    required: ['tenant', 'name'],
    additionalProperties: false,
  },
  Imported: {
    type: 'object',
    description: 'The results of the lines. Each line is counted once.',
    properties: {
      lines: { ...count, description: 'Lines that are not empty.' },
      imported: { ...count, description: 'Lines that were stored as records.' },
      kept: {
        ...count,
        description:
          'Lines that were stored with the ciphertexts of the older system. The task `rekey` migrates these lines.',
      },
      present: { ...count, description: 'Lines that were imported before, so nothing changed.' },
      expired: {
        ...count,
        description: 'Lines that were not imported, because they have expired.',
      },
      rejected: {
        ...count,
        description: 'Lines that were not imported; `rejections` gives the reasons.',
      },
      skipped: {
        ...count,
        description:
          'Lines that Mayfly did not read, because about a thousand lines before them were rejected. Correct the rejected lines, and send the body again.',
      },
      rejections: {
        type: 'array',
        maxItems: 1_000,
        description: 'The number of each rejected line, and the rule that it breaks.',
        items: {
          type: 'object',
          properties: {
            line: { type: 'integer', minimum: 1 },
            field: { type: 'string' },
            rule: { type: 'string' },
          },
          required: ['line', 'rule'],
          additionalProperties: false,
        },
      },
    },
    required: [
      'lines',
      'imported',
      'kept',
      'present',
      'expired',
      'rejected',
      'skipped',
      'rejections',
    ],
    additionalProperties: false,
  },
  LegacyKeyEnded: {
    type: 'object',
    properties: {
      tenant: { type: 'string' },
      name: { type: 'string' },
      ended_at: schemaRef('Timestamp'),
    },
    required: ['tenant', 'name', 'ended_at'],
    additionalProperties: false,
  },
  LegacyReport: {
    type: 'object',
    properties: {
      tenant: { type: 'string' },
      as_of: schemaRef('Timestamp'),
      legacy_records: {
        ...count,
        description: 'Imported records that still have ciphertexts of the older system.',
      },
      legacy_keys: { ...count, description: 'Keys of the older system that are still stored.' },
      report: {
        type: 'string',
        description: `The other four values of this answer, signed: a JWS of type \`${legacyReportType}\`.`,
      },
    },
    required: ['tenant', 'as_of', 'legacy_records', 'legacy_keys', 'report'],
    additionalProperties: false,
  },
};

const keyName: Parameter = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'The name that you give the key.',
  schema: schemaRef('PlainId'),
  example: 'altsystem',
};

const expiredLine = JSON.stringify({
  category: 'nlu_messages',
  id: 'nlu-77120',
  created_at: '2024-05-04T10:12:00Z',
  conversation_id: 'conv-7f3a',
  text: 'Haben Sie am Pfingstmontag geöffnet?',
  intent: 'opening_hours',
});

const liveLine = JSON.stringify({
  category: 'customers',
  id: 'kd-4711',
  created_at: '2026-09-01T08:15:00Z',
  last_interaction_at: '2026-11-02T17:40:12Z',
  email_aes: 'kFv0Zq2nKqQm6hC6m1iJm0o1d9E0m0n6u0r2c1w8qfQ0l7x3y5Z9b2N4v6M8k1Hs',
  authenticated_by: 'sso',
});

const clearLine = JSON.stringify({
  category: 'nlu_messages',
  id: 'nlu-90233',
  created_at: '2026-11-22T09:12:44Z',
  conversation_id: 'conv-7f3a',
  text: 'Wann wird geliefert?',
  intent: 'delivery',
});

const storeLegacyKey: RouteDraft = {
  method: 'put',
  path: '/v1/legacy-keys/{id}',
  operation: {
    operationId: 'storeLegacyKey',
    summary: 'Store a key of an older system',
    description:
      'For operators. The key is the AES key that has encrypted the `_aes` properties of the lines to import. Mayfly wraps it at once and shows it to nobody. The key decrypts only imported lines. As long as the key exists, no other key of the tenant can have the same name. You may send the same key again.',
    tags: ['Service'],
    scope: 'operator',
    parameters: [keyName],
    requestBody: {
      required: true,
      content: jsonContent(schemaRef('LegacyKey'), 'A key', {
        tenant: 'blumen',
        key: 'AAECAwQFBgcICQoLDA0ODw==',
      }),
    },
    responses: {
      '200': {
        description: 'The key is stored.',
        content: jsonContent(schemaRef('LegacyKeyStored'), 'Its name', {
          tenant: 'blumen',
          name: 'altsystem',
        }),
      },
    },
    fails: [
      ...personCodes,
      ...bodyCodes,
      'operators-only',
      'legacy-key-taken',
      'keys-unavailable',
      'contention',
    ],
  },
};

const endLegacyKey: RouteDraft = {
  method: 'delete',
  path: '/v1/legacy-keys/{id}',
  operation: {
    operationId: 'endLegacyKey',
    summary: 'End a key of an older system',
    description:
      'For operators. A new import cannot use the key any more. The task `rekey` still uses the key for imported lines that it has not migrated yet. When the tenant has no such lines any more, the task deletes the key, but at the earliest fifteen minutes after this request. The signed report shows how many keys are left. A repetition of the request changes nothing.',
    tags: ['Service'],
    scope: 'operator',
    parameters: [
      keyName,
      {
        name: 'tenant',
        in: 'query',
        required: true,
        description: 'The tenant of the key.',
        schema: { type: 'string' },
        example: 'blumen',
      },
    ],
    responses: {
      '200': {
        description: 'When the key was ended.',
        content: jsonContent(schemaRef('LegacyKeyEnded'), 'An ended key', {
          tenant: 'blumen',
          name: 'altsystem',
          ended_at: '2026-11-23T09:30:00.000Z',
        }),
      },
    },
    fails: [
      ...personCodes,
      'query-invalid',
      'validation-failed',
      'operators-only',
      'record-not-found',
      'keys-unavailable',
      'contention',
    ],
  },
};

const importRecords: RouteDraft = {
  method: 'post',
  path: '/v1/imports',
  operation: {
    operationId: 'importRecords',
    summary: 'Import records of an older system',
    description:
      'For operators. The body is JSON Lines: each line contains one record of any category. `<field>_aes` contains the IV and the ciphertext of a field, encrypted by AES/CBC/PKCS5Padding with a legacy key. Other fields are unencrypted. Mayfly ignores hashes of the older system and makes new hashes. This takes about 100 ms for each value. The expiry of a record is calculated from the dates in its line. Expired records are not imported. Lines with the same category and `id` are imported only once. For a line that cannot be imported, the answer states the broken rule, never a value.',
    tags: ['Service'],
    scope: 'operator',
    parameters: [
      {
        name: 'tenant',
        in: 'query',
        required: true,
        description: 'The tenant of the records.',
        schema: { type: 'string' },
        example: 'blumen',
      },
      {
        name: 'key',
        in: 'query',
        description: 'The name of the legacy key. Without it only unencrypted lines are imported.',
        schema: { type: 'string' },
      },
      {
        name: 'encoding',
        in: 'query',
        description: 'The encoding of ciphertexts. With `raw`, each character stands for one byte.',
        schema: { enum: encodings, default: 'base64' },
      },
      {
        name: 'keep_envelopes',
        in: 'query',
        description:
          'With `true`, lines keep their ciphertexts until the task `rekey` migrates them. Until then no interface shows these records.',
        schema: { enum: ['true', 'false'], default: 'false' },
      },
    ],
    requestBody: {
      required: true,
      content: {
        'application/x-ndjson': {
          schema: { type: 'string' },
          examples: {
            expired: { summary: 'A message that has expired', value: `${expiredLine}\n` },
            live: {
              summary: 'A customer, and an unencrypted message',
              value: `${liveLine}\n${clearLine}\n`,
            },
          },
        },
      },
    },
    responses: {
      '200': {
        description: 'The results of the lines.',
        content: jsonContent(schemaRef('Imported'), 'Most lines were imported', {
          lines: 1200,
          imported: 1142,
          kept: 0,
          present: 0,
          expired: 57,
          rejected: 1,
          skipped: 0,
          rejections: [{ line: 17, field: 'email_aes', rule: 'opens to a valid value' }],
        }),
      },
    },
    fails: [
      ...personCodes,
      'content-type-unsupported',
      'body-too-large',
      'operators-only',
      'keys-unavailable',
      'contention',
    ],
  },
};

const reportLegacy: RouteDraft = {
  method: 'get',
  path: '/v1/imports/{id}',
  operation: {
    operationId: 'reportLegacy',
    summary: 'Get a signed report about records that are not migrated yet',
    description:
      'For operators. Gives two numbers for a tenant: the imported records that still have AES/CBC ciphertexts, and the keys of the older system that are still stored. `npm run verify-receipt` checks the signature without the service.',
    tags: ['Service'],
    scope: 'operator',
    parameters: [
      {
        name: 'id',
        in: 'path',
        required: true,
        description: 'The tenant’s id.',
        schema: schemaRef('PlainId'),
        example: 'blumen',
      },
    ],
    responses: {
      '200': {
        description: 'The numbers, and the same numbers signed.',
        content: jsonContent(schemaRef('LegacyReport'), 'None remains', {
          tenant: 'blumen',
          as_of: '2026-11-23T09:30:00.000Z',
          legacy_records: 0,
          legacy_keys: 0,
          report: 'eyJhbGciOiJFUzI1NiJ9.eyJ0ZW5hbnQiOiJibHVtZW4ifQ.c2lnbmF0dXJl',
        }),
      },
    },
    fails: [
      ...personCodes,
      'validation-failed',
      'operators-only',
      'record-not-found',
      'keys-unavailable',
    ],
  },
};

/** The operations on imports: records of an older system, its keys, and the signed report. */
export const importOperations: readonly RouteDraft[] = [
  storeLegacyKey,
  endLegacyKey,
  importRecords,
  reportLegacy,
];
