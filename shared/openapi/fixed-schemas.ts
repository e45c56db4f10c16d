import { emailAddress, externalId, phoneNumber } from '#shared/categories/field-schemas.ts';
import { externalIdSchema } from '#shared/domains/conversations/identify-conversation.ts';
import { batchRecordsMax } from '#shared/records/batch-limits.ts';
import { deletedMax } from '#shared/records/delete-records.ts';
import { exportOptions } from '#shared/records/export-options.ts';
import { exactlyOne, pageSchema } from './category-schemas.ts';
import { jsonSchemaOf } from './json-schema-of.ts';
import { type JsonSchema, schemaRef } from './openapi-document.ts';
import { cursorSchema } from './parameters.ts';
import { problemSchema } from './problem-schema.ts';

const count: JsonSchema = { type: 'integer', minimum: 0 };
const days: JsonSchema = { type: 'integer', minimum: 1 };
const texts: JsonSchema = { type: 'array', maxItems: batchRecordsMax, items: { type: 'string' } };

/** An object that always has all of its properties. */
export function closed(properties: { readonly [name: string]: JsonSchema }, description?: string) {
  return {
    type: 'object',
    ...(description !== undefined && { description }),
    properties,
    required: Object.keys(properties),
  };
}

/** An object that may have more properties than the required ones. */
export function withOptional(
  schema: ReturnType<typeof closed>,
  properties: { readonly [name: string]: JsonSchema },
) {
  return { ...schema, properties: { ...schema.properties, ...properties } };
}

const subjects = {
  email: jsonSchemaOf(emailAddress, 'input'),
  phone: jsonSchemaOf(phoneNumber, 'input'),
  external_id: jsonSchemaOf(externalId, 'input'),
};

const conversationParts = closed(
  {
    id: schemaRef('PlainId'),
    first_at: {
      ...schemaRef('Timestamp'),
      description: 'When the first of its live messages was stored.',
    },
    last_at: schemaRef('Timestamp'),
    expires_at: schemaRef('Timestamp'),
    messages: {
      ...count,
      description:
        'Live messages. Exact while they were stored in 500 different milliseconds at most; beyond that the 250 latest are, and of older ones a part may be estimated while they expire, and `first_at` with it.',
    },
    last_message: {
      type: 'object',
      properties: {
        id: schemaRef('RecordId'),
        author: { type: 'string', enum: ['customer', 'bot', 'agent'] },
        preview: {
          type: 'string',
          maxLength: 200,
          description: 'How the message begins; not for who reads masked.',
        },
      },
      required: ['id', 'author'],
    },
  },
  'A conversation with its last message.',
);

const conversation = withOptional(conversationParts, {
  experience_id: {
    ...schemaRef('PlainId'),
    description: 'The experience that the latest message with one names.',
  },
});

const saidToBeWith = withOptional(
  closed({
    kind: { type: 'string', enum: Object.keys(subjects) },
    said_at: schemaRef('Timestamp'),
    expires_at: schemaRef('Timestamp'),
  }),
  {
    customer_id: {
      ...schemaRef('RecordId'),
      description: 'The customer with that email, for who may read customers.',
    },
  },
);

const conversationFacts = {
  ...conversation,
  description: 'A conversation, and whom it was said to be with: by what, never the value.',
  properties: {
    ...conversation.properties,
    said_to_be_with: { type: 'array', maxItems: Object.keys(subjects).length, items: saidToBeWith },
  },
  required: [...conversation.required, 'said_to_be_with'],
};

const retention = closed({
  basis: { type: 'string', enum: ['created', 'last_interaction', 'own_expiry'] },
  days: {
    oneOf: [
      days,
      closed({ field: { type: 'string' }, days: { type: 'object', additionalProperties: days } }),
    ],
  },
  longer_choices: { type: 'array', maxItems: 10, items: days },
  longest_days: days,
});

/** The schema for counts of documents by their expiry, for a number of days from today. */
function byExpiry(daysAhead: number) {
  return {
    live: count,
    overdue: {
      ...count,
      description: 'Expired: no interface shows them any more, and they are not deleted yet.',
    },
    expires: {
      type: 'array',
      maxItems: daysAhead,
      description: `How many expire on each of the next ${daysAhead} days (UTC).`,
      items: closed({ date: { type: 'string', format: 'date' }, count }),
    },
    expires_later: count,
  } as const;
}

const lastPurge: JsonSchema = {
  oneOf: [
    closed({
      at: schemaRef('Timestamp'),
      complete: { type: 'boolean', description: 'Whether it left nothing that was due.' },
    }),
    { type: 'null' },
  ],
  description: 'When the purge last ran; null before the first time.',
};

const storedBeside = closed({
  id: { type: 'string' },
  title: { type: 'string' },
  category: {
    type: ['string', 'null'],
    description: 'The category whose keys encrypt it, and whose function owns it.',
  },
  personal: {
    type: ['string', 'null'],
    description: 'What it holds about persons; null: nothing.',
  },
  expiry: closed({
    by: { type: 'string', enum: ['ttl', 'keys', 'never'] },
    source: { type: 'string', description: 'When its documents go, in words.' },
  }),
  ...byExpiry(7),
});

const storedCategory = closed({
  number: days,
  id: { type: 'string' },
  title: { type: 'string' },
  path: { type: 'string' },
  purpose: { type: 'string' },
  stored_when: { type: 'string' },
  modules: {
    type: 'array',
    items: closed({
      module: { type: 'string' },
      rule: {
        type: 'string',
        enum: ['required', 'advised', 'used'],
        description: 'Whether the module needs it, is better with it, or uses it.',
      },
      in_use: { type: 'boolean', description: 'Whether the tenant uses the module.' },
    }),
  },
  retention,
  destination: {
    type: 'string',
    enum: ['server', 'device', 'off'],
    description: 'Where the tenant lets its data go.',
  },
  chosen_days: {
    type: ['integer', 'null'],
    minimum: 1,
    description: 'Days chosen; null: as promised.',
  },
  encrypted_fields: texts,
  ...byExpiry(30),
});

const purgeReport = closed(
  {
    complete: { type: 'boolean', description: 'Whether nothing that had expired is left.' },
    failed: { ...count, description: 'Parts that met an error; the next run does them.' },
    deleted: count,
    deleted_by_collection: { type: 'object', additionalProperties: count },
    tenants_ended: { ...count, description: 'Tenants of which nothing is left.' },
    keys_destroyed: count,
    keys_waiting: count,
    oldest_key_waiting_seconds: {
      type: ['integer', 'null'],
      minimum: 0,
      description: 'How long the oldest waiting key of records has been due.',
    },
    oldest_overdue_seconds: { type: ['integer', 'null'], minimum: 0 },
    shards: {
      type: 'integer',
      minimum: 1,
      maximum: 256,
      description:
        'Over how many shards documents are spread; more than configured while some are left from a larger number.',
    },
    duration_ms: { type: 'integer', minimum: 0 },
  },
  'What a purge did, in counts.',
);

const sealReport = closed(
  {
    complete: { type: 'boolean', description: 'Whether no finished hour is left unsealed.' },
    failed: { ...count, description: 'Hours that met an error; the next run seals them.' },
    sealed: { ...count, description: 'Hours of tenants that were sealed.' },
    counted: { ...count, description: 'Tenants whose records that are due today were counted.' },
    closed: { ...count, description: 'Days of tenants whose receipts of expiry were issued.' },
    oldest_overdue_seconds: { type: ['integer', 'null'], minimum: 0 },
    duration_ms: { type: 'integer', minimum: 0 },
  },
  'What a sealing did, in counts.',
);

const rekeyReport = closed(
  {
    complete: { type: 'boolean', description: 'Whether nothing is left to renew.' },
    failed: {
      ...count,
      description: 'Keys, records and tenants that met an error; the next run does them.',
    },
    keys_seen: { ...count, description: 'Wrapped keys and secrets that were looked at.' },
    keys_rewrapped: {
      ...count,
      description: 'Those that were wrapped anew, under the newest version of their KMS key.',
    },
    versions_ended: {
      ...count,
      description:
        'Old versions of KMS keys that wrap nothing any more: their destruction was ordered.',
    },
    keys_full: {
      ...count,
      description: 'Data keys that were retired because they are full.',
    },
    reencrypted: {
      ...count,
      description: 'Documents that were sealed anew, because their data key is retired.',
    },
    keys_retired: { ...count, description: 'Retired data keys that were worked on.' },
    keys_destroyed: { ...count, description: 'Retired data keys that were destroyed.' },
    migrated: {
      ...count,
      description: 'Imported records whose ciphertexts of AES/CBC were rewritten with AES/GCM.',
    },
    legacy_left: {
      ...count,
      description: 'Those that cannot be opened, or whose category, pool or raffle is not there.',
    },
    legacy_keys_deleted: {
      ...count,
      description: 'Ended keys of older systems that were deleted, because nothing waits for them.',
    },
    tenants: { ...count, description: 'Tenants whose hashes or marks were made by older rules.' },
    seen: { ...count, description: 'Records of theirs that were looked at.' },
    rehashed: { ...count, description: 'Records whose hashes or marks were rewritten.' },
    refused: {
      ...count,
      description:
        'Values that the present rules refuse: they keep their hash, and nobody can ask for them.',
    },
    kept: {
      ...count,
      description:
        'National phone numbers that were read for another country than the present one, and stay so.',
    },
    unopened: {
      ...count,
      description: 'Documents that cannot be decrypted; they stay as they are.',
    },
    duration_ms: { type: 'integer', minimum: 0 },
  },
  'What a rekeying did, in counts.',
);

function recordIds(least: number): JsonSchema {
  return { type: 'array', minItems: least, maxItems: deletedMax, items: schemaRef('RecordId') };
}

/** Schemas that do not belong to a category. */
export const fixedSchemas: { readonly [name: string]: JsonSchema } = {
  Cursor: cursorSchema,
  Problem: problemSchema,
  Conversation: conversation,
  ConversationFacts: conversationFacts,
  ConversationPage: pageSchema('Conversation'),
  Subject: {
    type: 'object',
    description: 'Exactly one of email, phone, external_id. Only a keyed hash of it is kept.',
    properties: {
      ...subjects,
      channel: {
        type: 'string',
        pattern: '^[a-z][a-z0-9_-]{0,31}$',
        description:
          'The channel that names the person so. With `whatsapp`, digits without a plus are an international phone number.',
      },
    },
    additionalProperties: false,
    ...exactlyOne(Object.keys(subjects)),
  },
  ConversationExternal: jsonSchemaOf(externalIdSchema, 'input'),
  ConversationIdentified: closed({ conversation_id: schemaRef('PlainId') }),
  SubjectSet: closed({
    conversation_id: schemaRef('PlainId'),
    expires_at: schemaRef('Timestamp'),
  }),
  ExportOptions: {
    ...jsonSchemaOf(exportOptions, 'input'),
    description: 'How an export is written, and how it is protected: not at all, or by a password.',
  },
  Deletion: {
    type: 'object',
    properties: { ids: recordIds(1) },
    required: ['ids'],
    additionalProperties: false,
  },
  Deleted: closed({
    deleted: { ...recordIds(0), description: 'Gone by this request.' },
    not_found: {
      ...recordIds(0),
      description: 'There was none: it never existed, has expired, is restricted or deleted.',
    },
  }),
  StorageOverview: closed(
    {
      tenant: { type: 'string' },
      as_of: schemaRef('Timestamp'),
      last_purge: lastPurge,
      categories: { type: 'array', maxItems: 100, items: storedCategory },
      collections: {
        type: 'array',
        maxItems: 200,
        description: 'What lies beside the records: every other collection of the tenant.',
        items: storedBeside,
      },
      collections_as_of: {
        ...schemaRef('Timestamp'),
        description: 'When the collections were counted: at most 5 s ago.',
      },
    },
    'What is stored and what expires when: numbers only.',
  ),
  KeysAlive: closed(
    {
      as_of: schemaRef('Timestamp'),
      items: {
        type: 'array',
        maxItems: 200,
        items: closed({
          protects: {
            type: 'string',
            description:
              'The category whose records they encrypt, or what else they encrypt: `members` or `legacy` (imported lines that wait), for example.',
          },
          alive: count,
          due: {
            ...count,
            description:
              'Whose time has come: the next purge destroys them, unless a record still needs them.',
          },
          next_destroyed_at: {
            oneOf: [schemaRef('Timestamp'), { type: 'null' }],
            description:
              'When the next of them may be destroyed; null: there is none, or they stay as long as the tenant.',
          },
          keys: {
            type: 'array',
            maxItems: 8,
            description: 'The next eight to go, one by one.',
            items: closed({
              made_at: schemaRef('Timestamp'),
              destroyed_from: {
                oneOf: [schemaRef('Timestamp'), { type: 'null' }],
                description: 'From then on the purge destroys it, when nothing lies under it.',
              },
              records: {
                type: 'integer',
                minimum: 0,
                description: 'Documents that lie under it, expired ones included.',
              },
            }),
          },
        }),
      },
    },
    'How many data keys are alive, and when the next is destroyed. Nothing of a key is told.',
  ),
  PurgeReport: purgeReport,
  RekeyReport: rekeyReport,
  KeyRetirement: {
    type: 'object',
    description: 'Which tenant’s key it is, and why it may no longer seal.',
    properties: { tenant: { type: 'string' }, reason: { enum: ['compromised', 'full'] } },
    required: ['tenant', 'reason'],
    additionalProperties: false,
  },
  RetiredKey: closed({
    tenant: { type: 'string' },
    key: { type: 'string' },
    retired_at: schemaRef('Timestamp'),
  }),
  EraseReport: closed(
    {
      complete: { type: 'boolean', description: 'Whether nothing that was due is left.' },
      failed: { ...count, description: 'Tenants that met an error; the next run does them.' },
      tenants: count,
      deleted: count,
      shortened: count,
      finished: {
        ...count,
        description: 'Erasures of persons that were cut off and are complete now.',
      },
      overdue_requests: {
        ...count,
        description: 'Requests of persons whose last day is over.',
      },
      ending_restrictions: {
        ...count,
        description: 'Restricted records that somebody relies on, and that expire within 14 days.',
      },
      receipts: { ...count, description: 'Receipts of erasures that had none.' },
      closed_pools: {
        ...count,
        description: 'Pools of codes whose closing is complete: no unused code is left.',
      },
      noted_pools: {
        ...count,
        description: 'Pools of codes whose stock was noted, once a day.',
      },
      duration_ms: count,
    },
    'What a run of the erase sweep did.',
  ),
  SealReport: sealReport,
  Health: closed({ status: { const: 'ok' } }),
};
