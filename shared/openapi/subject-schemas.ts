import * as z from 'zod';
import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import { categories } from '#shared/categories/registry.ts';
import { languages } from '#shared/categories/texts.ts';
import { exportOptions } from '#shared/records/export-options.ts';
import { keepingGrounds } from '#shared/records/restriction/restriction-ground.ts';
import { isRestrictable } from '#shared/store/restricted-collection.ts';
import { archiveKinds } from '#shared/subjects/archive/archive-request.ts';
import { listedMax } from '#shared/subjects/list-found.ts';
import { conversationNames, soughtSchema } from '#shared/subjects/sought.ts';
import { exactlyOne, pageSchema } from './category-schemas.ts';
import { closed, strict } from './fixed-schemas.ts';
import { jsonSchemaOf } from './json-schema-of.ts';
import { type JsonSchema, schemaRef } from './openapi-document.ts';

const count: JsonSchema = { type: 'integer', minimum: 0 };
const name: JsonSchema = { type: 'string' };
const listOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items });
const why: JsonSchema = {
  ...listOf(name),
  description: 'The kinds of identifiers that found the records.',
};
const inCategory = { category: name, count };
const inCollection = { collection: name, count };

const named = {
  ...Object.fromEntries(
    Object.entries(soughtSchema.shape)
      .filter(([field]) => field !== 'conversation_id')
      .map(([field, schema]) => [field, jsonSchemaOf(z.nonoptional(schema), 'input')]),
  ),
  conversation_id: schemaRef('PlainId'),
};
const anyOf = Object.keys(named)
  .filter((field) => field !== 'channel')
  .map((field) => ({ required: [field] }));

const namedConversation = {
  conversation_id: named.conversation_id,
  conversation_external_id: jsonSchemaOf(
    z.nonoptional(conversationNames.conversation_external_id),
    'input',
  ),
};

const conversations: JsonSchema = {
  ...listOf(schemaRef('PlainId')),
  maxItems: 1_000,
  description:
    'The ids of the conversations to include. Without this field, all conversations of the person are included in which nobody else is identified.',
};

const keeping: { readonly [name: string]: JsonSchema } = {
  keep: {
    ...listOf(
      strict({
        category: { const: marketingConsents.id },
        ground: { type: 'string', enum: Object.keys(keepingGrounds) },
      }),
    ),
    maxItems: 1,
    description:
      'Keeps the person’s consents as a proof, on a ground of Art. 17(3) GDPR. The consents are restricted until they expire. Records of other categories cannot be kept.',
  },
  restricted_too: {
    type: 'boolean',
    description:
      'With `true`, the erasure also deletes restricted records that it would otherwise leave: records whose erasure the person opposed, records that the person needs for claims, and records that are kept as a proof.',
  },
};

const erasableCategory: JsonSchema = {
  type: 'string',
  enum: categories.filter(({ chained }) => !chained).map(({ id }) => id),
};

const restrictableCategory: JsonSchema = {
  type: 'string',
  enum: categories.filter(isRestrictable).map(({ id }) => id),
};

const erasure: { readonly [name: string]: JsonSchema } = {
  id: schemaRef('RecordId'),
  status: { type: 'string', enum: ['cooling-off', 'running', 'complete', 'cancelled'] },
  scope: { type: 'string', enum: ['person', 'conversation', 'category', 'tenant'] },
  category: { anyOf: [name, { type: 'null' }] },
  asked_by: {
    ...listOf(name),
    description: 'The kinds of identifiers in the request. It never contains the values.',
  },
  authenticated_by: {
    type: ['string', 'null'],
    description:
      'If a person erased their own data: how the tenant authenticated the person. Otherwise null.',
  },
  created_at: schemaRef('Timestamp'),
  effective_at: {
    ...schemaRef('Timestamp'),
    description: 'The time from which nobody sees the data.',
  },
  cancelled_at: { anyOf: [schemaRef('Timestamp'), { type: 'null' }] },
  completed_at: { anyOf: [schemaRef('Timestamp'), { type: 'null' }] },
  expires_at: schemaRef('Timestamp'),
  done: { ...count, description: 'The number of deleted documents.' },
  to_do: {
    anyOf: [count, { type: 'null' }],
    description:
      'The number of documents that must still be deleted. Null if they are not counted.',
  },
  categories: listOf(closed(inCategory)),
  beside: listOf(closed(inCollection)),
  kept: {
    ...listOf(closed({ ...inCategory, ground: name })),
    description:
      'For each category, how many records the erasure has kept as a proof. These records are restricted.',
  },
  receipt_number: {
    type: ['integer', 'null'],
    minimum: 1,
    description: 'The number of the erasure’s receipt. Null as long as there is no receipt.',
  },
  notices_receipt_number: {
    type: ['integer', 'null'],
    minimum: 1,
    description:
      'The number of the receipt about the notices to recipients. It is null until all notices are accepted or given up. It stays null if no recipient gets a notice.',
  },
  notices_not_taken: {
    anyOf: [count, { type: 'null' }],
    description:
      'The number of notices about the erasure that Mayfly gave up, because the recipient did not accept them. Null until all notices are accepted or given up.',
  },
  recipients: {
    ...listOf(name),
    description: 'The endpoints of recipients that get notices about the erasure.',
  },
};

const receipt: JsonSchema = closed({
  id: { type: 'string', pattern: '^[0-9]{8}(?:\\.[0-9]+)?$' },
  kind: { type: 'string', enum: ['erasure', 'absence', 'expiry', 'notices'] },
  number: {
    type: 'integer',
    minimum: 1,
    description: 'The place of the receipt in the tenant’s chain of receipts.',
  },
  created_at: schemaRef('Timestamp'),
  expires_at: schemaRef('Timestamp'),
  receipt: { type: 'string', description: 'The receipt, as a JWS in compact form (RFC 7515).' },
});

const publishedKey: JsonSchema = closed({
  kty: { const: 'EC' },
  crv: { const: 'P-256' },
  x: { type: 'string' },
  y: { type: 'string' },
  use: { const: 'sig' },
  alg: { const: 'ES256' },
  kid: { type: 'string', pattern: '^receipts/[1-9][0-9]*$' },
});

const listed: JsonSchema = closed({
  category: name,
  collection: {
    ...name,
    description:
      'The collection that contains the record: the category’s records, its restricted records, or copies such as winners.',
  },
  id: name,
  created_at: schemaRef('Timestamp'),
  expires_at: schemaRef('Timestamp'),
  why,
  stays: { type: 'boolean', description: 'True if an erasure would not delete the record.' },
  facts: {
    type: 'object',
    description: 'The unencrypted fields of the record.',
    additionalProperties: { description: 'Any JSON value.' },
  },
});

/** Adds the optional list of records to the schema of a preview. */
function withRecords(properties: { readonly [name: string]: JsonSchema }): JsonSchema {
  const records = {
    ...listOf(listed),
    maxItems: listedMax,
    description: 'Only if the request has `records`. The record that expires next comes first.',
  };
  return { ...closed(properties), properties: { ...properties, records } };
}

/** The schemas of previews, archives, erasures and receipts. */
export const subjectSchemas: { readonly [name: string]: JsonSchema } = {
  SubjectSought: {
    type: 'object',
    description: 'One or several identifiers of a person.',
    properties: named,
    additionalProperties: false,
    anyOf,
  },
  SubjectPreviewRequest: {
    type: 'object',
    properties: {
      ...named,
      conversations,
      ...keeping,
      records: {
        type: 'boolean',
        description:
          'If true, the answer also lists the records. Restricted records are listed only for callers who may see them.',
      },
    },
    additionalProperties: false,
    anyOf,
  },
  SubjectExportRequest: {
    type: 'object',
    properties: {
      ...named,
      conversations,
      record: {
        ...strict({ category: restrictableCategory, id: schemaRef('PlainId') }),
        description:
          'Exports one record instead of the data of a person. The record may be restricted. The request must not contain identifiers of a person.',
      },
      period: {
        ...strict({
          category: restrictableCategory,
          created_after: { type: 'string', format: 'date-time' },
          created_before: { type: 'string', format: 'date-time' },
        }),
        required: ['category'],
        description:
          'Exports records of a category instead of the data of a person: those that were created at `created_after` or later and before `created_before`, including restricted records. The request must not contain identifiers of a person or a `kind`.',
      },
      kind: {
        type: 'string',
        enum: [...archiveKinds],
        description:
          'The kind of an archive about a person or a record: `access` (Art. 15 GDPR) or `portability` (Art. 20 GDPR).',
      },
      withhold: {
        type: 'array',
        maxItems: 1_000,
        items: schemaRef('PlainId'),
        description:
          'The ids of records whose encrypted fields the archive omits, because they would affect the rights of others (Art. 15(4), 20(4) GDPR). The archive says that these fields are withheld. This field is not allowed with `period`.',
      },
      language: { type: 'string', enum: [...languages] },
      ...Object.fromEntries(
        Object.entries(exportOptions.shape).map(([name, schema]) => [
          name,
          jsonSchemaOf(schema, 'input'),
        ]),
      ),
    },
    required: ['language'],
    additionalProperties: false,
    anyOf: [...anyOf, { required: ['record'] }, { required: ['period'] }],
  },
  SubjectPreview: withRecords({
    plan: { type: 'string', pattern: '^[0-9a-f]{64}$' },
    categories: listOf(closed({ ...inCategory, why })),
    beside: {
      ...listOf(closed({ ...inCollection, why })),
      description: 'The counts of documents that are not records, for example copies of winners.',
    },
    conversations: listOf(
      closed({
        id: schemaRef('PlainId'),
        shared: {
          type: 'boolean',
          description: 'Whether somebody else is identified in the conversation.',
        },
        included: { type: 'boolean' },
      }),
    ),
    stays: {
      ...listOf({
        type: 'object',
        properties: { what: name, why: name, count },
        required: ['what', 'why'],
      }),
      description: 'The data that an erasure would not delete, with the reasons.',
    },
  }),
  ErasureRequest: {
    type: 'object',
    properties: {
      scope: {
        oneOf: [
          {
            type: 'object',
            properties: { subject: schemaRef('SubjectSought'), conversations },
            required: ['subject'],
            additionalProperties: false,
          },
          {
            type: 'object',
            properties: namedConversation,
            additionalProperties: false,
            ...exactlyOne(Object.keys(namedConversation)),
          },
          {
            type: 'object',
            properties: { category: erasableCategory },
            required: ['category'],
            additionalProperties: false,
          },
          {
            type: 'object',
            properties: { tenant: { const: true } },
            required: ['tenant'],
            additionalProperties: false,
          },
        ],
      },
      plan: { type: 'string', pattern: '^[0-9a-f]{64}$', description: 'The `plan` of a preview.' },
      ...keeping,
      confirm: { const: true },
    },
    required: ['scope', 'confirm'],
    additionalProperties: false,
  },
  Erasure: closed(erasure),
  ErasureCreated: closed({
    ...erasure,
    salt: {
      type: ['string', 'null'],
      pattern: '^[A-Za-z0-9_-]{22}$',
      description:
        'Only the first answer contains the salt. It is null in the answer to a repetition.',
    },
  }),
  TenantErasure: closed({
    ...erasure,
    receipt: {
      type: ['string', 'null'],
      description: 'The receipt, as a JWS in compact form. Null as long as there is no receipt.',
    },
  }),
  TenantErasures: closed({ items: listOf(schemaRef('TenantErasure')) }),
  TenantErasureSought: strict({
    tenant: { type: 'string', pattern: '^[a-z][a-z0-9-]{1,39}$' },
    id: schemaRef('RecordId'),
  }),
  ErasurePage: pageSchema('Erasure'),
  RecheckRequest: {
    type: 'object',
    properties: {
      subject: schemaRef('SubjectSought'),
      ...namedConversation,
      salt: { type: 'string', pattern: '^[A-Za-z0-9_-]{22}$' },
    },
    required: ['salt'],
    additionalProperties: false,
    ...exactlyOne(['subject', ...Object.keys(namedConversation)]),
  },
  Recheck: closed({
    absent: { type: 'boolean', description: 'True if the search found nothing.' },
    searched_at: schemaRef('Timestamp'),
    categories: listOf(closed(inCategory)),
    beside: listOf(closed(inCollection)),
    receipt: {
      type: ['string', 'null'],
      description: 'The receipt of absence, as a JWS. Null if the search found something.',
    },
  }),
  Receipt: receipt,
  ReceiptPage: pageSchema('Receipt'),
  KeySet: closed({ keys: listOf(publishedKey) }, 'Public keys (RFC 7517).'),
};
