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

/** Like {@link closed}, but for a body of a request, which must not have other properties. */
export function strict(properties: { readonly [name: string]: JsonSchema }) {
  return { ...closed(properties), additionalProperties: false } as const;
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
        'The number of live messages. It is exact if the messages were stored at no more than 500 different milliseconds. In a longer conversation, this number and `first_at` may be estimates as soon as its oldest messages expire.',
    },
    last_message: {
      type: 'object',
      properties: {
        id: schemaRef('RecordId'),
        author: { type: 'string', enum: ['customer', 'bot', 'agent'] },
        preview: {
          type: 'string',
          maxLength: 200,
          description:
            'The beginning of the message; absent for callers who may read only masked fields.',
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
    description: 'The experience of the latest message that names an experience.',
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
      description: 'The customer with that email, for callers who may read customers.',
    },
  },
);

const conversationFacts = {
  ...conversation,
  description: 'A conversation, and the kind of identifier of its person, but never the value.',
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
      description: 'Expired records that are not deleted yet. No interface shows them.',
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
      complete: { type: 'boolean', description: 'Whether the run completed all due work.' },
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
    description: 'The category whose keys encrypt the documents; null if there is none.',
  },
  personal: {
    type: ['string', 'null'],
    description: 'The data about persons in the collection; null if there is none.',
  },
  expiry: closed({
    by: { type: 'string', enum: ['ttl', 'keys', 'never'] },
    source: { type: 'string', description: 'When the documents are deleted, in words.' },
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
        description: 'Whether the module requires, recommends or uses the category.',
      },
      in_use: { type: 'boolean', description: 'Whether the tenant uses the module.' },
    }),
  },
  retention,
  destination: {
    type: 'string',
    enum: ['server', 'device', 'off'],
    description: 'Where the tenant’s data is stored.',
  },
  chosen_days: {
    type: ['integer', 'null'],
    minimum: 1,
    description:
      'The retention in days that the tenant has chosen; null if the promised retention applies.',
  },
  encrypted_fields: texts,
  ...byExpiry(30),
});

const purgeReport = closed(
  {
    complete: { type: 'boolean', description: 'Whether all expired documents are deleted.' },
    failed: { ...count, description: 'Parts that failed; the next run repeats them.' },
    deleted: count,
    deleted_by_collection: { type: 'object', additionalProperties: count },
    tenants_ended: { ...count, description: 'Tenants that are completely deleted.' },
    keys_destroyed: count,
    keys_waiting: count,
    oldest_key_waiting_seconds: {
      type: ['integer', 'null'],
      minimum: 0,
      description:
        'For how many seconds a key of records has been due and is not destroyed yet; the longest such time. Null if there is no such key.',
    },
    oldest_overdue_seconds: { type: ['integer', 'null'], minimum: 0 },
    shards: {
      type: 'integer',
      minimum: 1,
      maximum: 256,
      description:
        'The number of shards that the purge searched. If shards above the configured number still contain documents, the purge searches these shards too.',
    },
    duration_ms: { type: 'integer', minimum: 0 },
  },
  'The counts of a purge.',
);

const sealReport = closed(
  {
    complete: { type: 'boolean', description: 'Whether all finished hours are sealed.' },
    failed: { ...count, description: 'Hours that failed; the next run seals them.' },
    sealed: { ...count, description: 'Seals that were made: one for each tenant and hour.' },
    counted: { ...count, description: 'Tenants for which today’s due records were counted.' },
    closed: {
      ...count,
      description: 'Receipts of expiry that were issued: one for each tenant and day.',
    },
    oldest_overdue_seconds: { type: ['integer', 'null'], minimum: 0 },
    duration_ms: { type: 'integer', minimum: 0 },
  },
  'The counts of a sealing.',
);

const rekeyReport = closed(
  {
    complete: { type: 'boolean', description: 'Whether no work is left.' },
    failed: {
      ...count,
      description: 'Keys, records and tenants that failed; the next run repeats them.',
    },
    keys_seen: { ...count, description: 'Wrapped keys and secrets that were checked.' },
    keys_rewrapped: {
      ...count,
      description:
        'Keys and secrets that are now wrapped with the newest version of their KMS key.',
    },
    versions_ended: {
      ...count,
      description: 'Old versions of KMS keys that wrap nothing any more and will be destroyed.',
    },
    keys_full: {
      ...count,
      description: 'Data keys that were retired because they are full.',
    },
    reencrypted: {
      ...count,
      description: 'Documents that were encrypted again, because their data key is retired.',
    },
    keys_retired: { ...count, description: 'Retired data keys whose documents were processed.' },
    keys_emptied: {
      ...count,
      description:
        'Retired data keys that no document uses any more. The purge destroys such a key when no backup contains data that it encrypts.',
    },
    migrated: {
      ...count,
      description: 'Imported records whose ciphertexts of AES/CBC were rewritten with AES/GCM.',
    },
    legacy_left: {
      ...count,
      description:
        'Imported records that cannot be opened, or whose category, pool or raffle does not exist.',
    },
    legacy_keys_deleted: {
      ...count,
      description:
        'Ended keys of older systems that were deleted, because no imported line still needs them.',
    },
    tenants: { ...count, description: 'Tenants whose hashes or marks were made by older rules.' },
    seen: { ...count, description: 'Records of these tenants that were checked.' },
    rehashed: { ...count, description: 'Records whose hashes or marks were rewritten.' },
    refused: {
      ...count,
      description:
        'Values that the present rules refuse. They keep their hash, and nobody can search for them.',
    },
    kept: {
      ...count,
      description:
        'Phone numbers without a country code that were hashed for another country than the present one. They do not change.',
    },
    unopened: {
      ...count,
      description: 'Documents that cannot be decrypted. They do not change.',
    },
    duration_ms: { type: 'integer', minimum: 0 },
  },
  'The counts of a rekeying.',
);

function recordIds(least: number): JsonSchema {
  return { type: 'array', minItems: least, maxItems: deletedMax, items: schemaRef('RecordId') };
}

/** The numbers of the keys of one kind. */
const keyNumbers = {
  protects: {
    type: 'string',
    description:
      'The category whose records these keys encrypt, or another purpose. For example, `members` are the data of members, and `legacy` are imported lines that the task `rekey` has not migrated yet.',
  },
  alive: count,
  due: {
    ...count,
    description: 'Due keys. The next purge destroys them, unless a record still needs them.',
  },
  next_destroyed_at: {
    oneOf: [schemaRef('Timestamp'), { type: 'null' }],
    description:
      'When the first of these keys may be destroyed; null if there is no key, or if the keys stay as long as the tenant.',
  },
};

/** Schemas that do not belong to a category. */
export const fixedSchemas: { readonly [name: string]: JsonSchema } = {
  Cursor: cursorSchema,
  Problem: problemSchema,
  Conversation: conversation,
  ConversationFacts: conversationFacts,
  ConversationPage: pageSchema('Conversation'),
  Subject: {
    type: 'object',
    description:
      'Exactly one of email, phone, external_id. Mayfly stores only a keyed hash of the value.',
    properties: {
      ...subjects,
      channel: {
        type: 'string',
        pattern: '^[a-z][a-z0-9_-]{0,31}$',
        description:
          'The channel of the identifier. With `whatsapp`, digits without a plus are an international phone number.',
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
    description: 'The options of an export: its form, and its password if it has one.',
  },
  Deletion: {
    type: 'object',
    properties: { ids: recordIds(1) },
    required: ['ids'],
    additionalProperties: false,
  },
  Deleted: closed({
    deleted: { ...recordIds(0), description: 'Ids of the records that this request deleted.' },
    not_found: {
      ...recordIds(0),
      description:
        'Ids without a live record: the record never existed, has expired, is hidden or restricted, or was deleted before.',
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
        description: 'Every collection of the tenant, except the records.',
        items: storedBeside,
      },
      collections_as_of: {
        ...schemaRef('Timestamp'),
        description: 'When the collections and the keys were counted: at most 5 s ago.',
      },
      keys: {
        type: 'array',
        maxItems: 200,
        description:
          'The number of existing data keys, for each kind of key. `GET /v1/tenant/keys` also lists the keys that are destroyed next.',
        items: closed(keyNumbers),
      },
    },
    'The number of stored documents, and the number of documents that expire on each day.',
  ),
  KeysAlive: closed(
    {
      as_of: schemaRef('Timestamp'),
      items: {
        type: 'array',
        maxItems: 200,
        items: closed({
          ...keyNumbers,
          keys: {
            type: 'array',
            maxItems: 100,
            description:
              'The eight keys that are destroyed next, or a hundred keys if the request has the parameter `protects`.',
            items: closed({
              made_at: schemaRef('Timestamp'),
              destroyed_from: {
                oneOf: [schemaRef('Timestamp'), { type: 'null' }],
                description:
                  'From this time on, the purge destroys the key as soon as no document uses it.',
              },
              records: {
                type: 'integer',
                minimum: 0,
                description: 'Documents that use the key, also expired ones.',
              },
            }),
          },
        }),
      },
    },
    'The number of data keys, and the time from which the next key may be destroyed. The answer contains no part of a key.',
  ),
  PurgeReport: purgeReport,
  RekeyReport: rekeyReport,
  KeyRetirement: {
    type: 'object',
    description: 'The tenant of the key, and the reason why it is retired.',
    properties: { tenant: { type: 'string' }, reason: { enum: ['compromised', 'full'] } },
    required: ['tenant', 'reason'],
    additionalProperties: false,
  },
  RetiredKey: closed({
    tenant: { type: 'string' },
    key: { type: 'string' },
    retired_at: schemaRef('Timestamp'),
    destroyed_from: {
      ...schemaRef('Timestamp'),
      description:
        'The purge does not destroy the key before this time. First the task `rekey` encrypts the data again with another key. This time is nine days after that. Until `rekey` has encrypted the data again, the nine days count from the retirement. If the end of the key’s bucket (a period of expiry) is earlier, this time is an hour after that end. If `BACKUP_DAYS` is smaller than 7, the nine days are fewer.',
    },
  }),
  EraseReport: closed(
    {
      complete: { type: 'boolean', description: 'Whether all due work is complete.' },
      failed: { ...count, description: 'Tenants that failed; the next run repeats them.' },
      tenants: count,
      deleted: count,
      shortened: count,
      finished: {
        ...count,
        description: 'Interrupted erasures of persons that are complete now.',
      },
      overdue_requests: {
        ...count,
        description: 'Requests of persons that are overdue.',
      },
      ending_restrictions: {
        ...count,
        description: 'Restricted records that are still needed, and that expire within 14 days.',
      },
      receipts: {
        ...count,
        description: 'Receipts that were issued for erasures without a receipt.',
      },
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
    'The counts of a run of the erase sweep.',
  ),
  SealReport: sealReport,
  Health: closed({ status: { const: 'ok' } }),
};
