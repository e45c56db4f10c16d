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

/** The schema of an object that always has all of its properties. */
export function closed(properties: { readonly [name: string]: JsonSchema }, description?: string) {
  return {
    type: 'object',
    ...(description !== undefined && { description }),
    properties,
    required: Object.keys(properties),
  };
}

/**
 * Like {@link closed}, but the object must not have other properties. It is for the bodies of
 * requests.
 */
export function strict(properties: { readonly [name: string]: JsonSchema }) {
  return { ...closed(properties), additionalProperties: false } as const;
}

/** Adds optional properties to the schema of an object. */
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
      description: 'When the first live message of the conversation was stored.',
    },
    last_at: schemaRef('Timestamp'),
    expires_at: schemaRef('Timestamp'),
    messages: {
      ...count,
      description:
        'The number of live messages. The number is exact if the messages have at most 500 different timestamps, in milliseconds. If they have more, this number and `first_at` may become estimates when the first messages expire.',
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
            'The beginning of the message. It is missing for callers who may read only masked fields.',
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
    description: 'The experience of the conversation, from the latest message that names one.',
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
      description:
        'The customer whose email is the identifier, if there is one. Only for callers who may read customers.',
    },
  },
);

const conversationFacts = {
  ...conversation,
  description:
    'A conversation, and what is known about its person: the kinds of identifiers, but never the identifiers.',
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

/** The schema for counts of documents by the day of their expiry. The first day is today. */
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
      description: `How many documents expire on each of ${daysAhead} days (UTC). The first day is today.`,
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
    description: 'The category whose keys encrypt the documents; null if no category’s keys do.',
  },
  personal: {
    type: ['string', 'null'],
    description: 'Says which data about persons the collection contains; null if it contains none.',
  },
  expiry: closed({
    by: { type: 'string', enum: ['ttl', 'keys', 'never'] },
    source: { type: 'string', description: 'Says in words when the documents are deleted.' },
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
  always: {
    type: 'boolean',
    description: 'Whether every tenant has the category. Then it cannot be switched off.',
  },
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
    description: 'Where the tenant’s data of this category is stored.',
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
    failed: { ...count, description: 'Parts of the work that failed. The next run repeats them.' },
    deleted: count,
    deleted_by_collection: { type: 'object', additionalProperties: count },
    tenants_ended: { ...count, description: 'Erased tenants whose deletion this run completed.' },
    keys_destroyed: count,
    keys_waiting: count,
    oldest_key_waiting_seconds: {
      type: ['integer', 'null'],
      minimum: 0,
      description:
        'For how many seconds the destruction of the oldest due key has been overdue. Keys of data without an expiry are not included. Null if no such key is waiting.',
    },
    oldest_overdue_seconds: { type: ['integer', 'null'], minimum: 0 },
    shards: {
      type: 'integer',
      minimum: 1,
      maximum: 256,
      description:
        'The number of shards in use. It is larger than the configured number as long as other shards still contain documents.',
    },
    duration_ms: { type: 'integer', minimum: 0 },
  },
  'The result of a purge.',
);

const sealReport = closed(
  {
    complete: { type: 'boolean', description: 'Whether all work that was due is complete.' },
    failed: {
      ...count,
      description: 'Parts of the work that failed, for example hours. The next run repeats them.',
    },
    sealed: {
      ...count,
      description: 'Seals that this run made. Each seal is for one hour of one tenant.',
    },
    counted: {
      ...count,
      description: 'Tenants for which this run counted the records that expire today.',
    },
    closed: {
      ...count,
      description:
        'Receipts of expiry that this run issued. Each receipt is for one day of one tenant.',
    },
    oldest_overdue_seconds: { type: ['integer', 'null'], minimum: 0 },
    duration_ms: { type: 'integer', minimum: 0 },
  },
  'The result of a run that seals hours of the manager log, and issues receipts of expiry.',
);

const rekeyReport = closed(
  {
    complete: { type: 'boolean', description: 'Whether all work that was due is complete.' },
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
      description:
        'Old versions of KMS keys that wrap nothing any more. This run has ordered their destruction.',
    },
    keys_full: {
      ...count,
      description: 'Full data keys that this run retired.',
    },
    reencrypted: {
      ...count,
      description: 'Documents that were encrypted again, because their data key is retired.',
    },
    keys_retired: { ...count, description: 'Retired data keys whose documents were processed.' },
    keys_emptied: {
      ...count,
      description:
        'Retired data keys that no document uses any more. The purge destroys such a key when no backup needs it either.',
    },
    migrated: {
      ...count,
      description:
        'Imported records that were encrypted with AES/CBC, and that this run encrypted again with AES/GCM.',
    },
    legacy_left: {
      ...count,
      description:
        'Imported lines that this run could not migrate. Either a line cannot be decrypted, or a restore holds it back, or its category, pool or raffle does not exist.',
    },
    legacy_keys_deleted: {
      ...count,
      description:
        'Ended keys of older systems that this run deleted, because no imported line needs them.',
    },
    tenants: { ...count, description: 'Tenants with hashes or marks that follow older rules.' },
    seen: { ...count, description: 'Records of these tenants that were checked.' },
    rehashed: { ...count, description: 'Records whose hashes or marks were rewritten.' },
    refused: {
      ...count,
      description:
        'Values that the present rules refuse. Their hashes stay, but a search cannot find these values.',
    },
    kept: {
      ...count,
      description:
        'Phone numbers without a country code whose hash was made for another country than the tenant’s present one. These hashes stay.',
    },
    unopened: {
      ...count,
      description: 'Documents that cannot be decrypted, and so were not changed.',
    },
    duration_ms: { type: 'integer', minimum: 0 },
  },
  'The result of a run of the task `rekey`.',
);

function recordIds(least: number): JsonSchema {
  return { type: 'array', minItems: least, maxItems: deletedMax, items: schemaRef('RecordId') };
}

/** The numbers of a tenant's keys for one kind of data. */
const keyNumbers = {
  protects: {
    type: 'string',
    description:
      'The category whose records these keys encrypt, or the name of other data. For example, `members` keys encrypt data of members, and `legacy` keys encrypt imported lines that the task `rekey` has not migrated yet.',
  },
  alive: count,
  due: {
    ...count,
    description: 'Keys that the next purge destroys, if no document uses them.',
  },
  next_destroyed_at: {
    oneOf: [schemaRef('Timestamp'), { type: 'null' }],
    description:
      'From when the purge may destroy the first of these keys. Null if there is no key, or if the keys stay as long as the tenant.',
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
      'An identifier of a person: exactly one of email, phone, external_id. Mayfly stores only its keyed hash.',
    properties: {
      ...subjects,
      channel: {
        type: 'string',
        pattern: '^[a-z][a-z0-9_-]{0,31}$',
        description:
          'The channel that the identifier comes from. With `whatsapp`, a phone number without a plus counts as international.',
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
    description: 'The options of an export: the form of its file, and optionally a password.',
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
        'Ids for which there was no record to delete: it never existed, has expired, is hidden or restricted, or was deleted before.',
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
        description: 'All collections of the tenant whose documents are not records of a category.',
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
          'The numbers of data keys, for each kind of data. `GET /v1/tenant/keys` also lists the keys that are destroyed next.',
        items: closed(keyNumbers),
      },
    },
    'How many documents the tenant has, and how many of them expire on each of the next days.',
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
              'The keys that are destroyed next: at most eight, or at most a hundred if the request has the parameter `protects`.',
            items: closed({
              made_at: schemaRef('Timestamp'),
              destroyed_from: {
                oneOf: [schemaRef('Timestamp'), { type: 'null' }],
                description:
                  'From this time on, the purge destroys the key as soon as no document uses it. Null if the key stays as long as the tenant.',
              },
              records: {
                type: 'integer',
                minimum: 0,
                description:
                  'The number of documents that use the key. Expired documents count too.',
              },
            }),
          },
        }),
      },
    },
    'For each kind of data: the number of data keys, and when the next key may be destroyed. The answer contains no part of a key.',
  ),
  PurgeReport: purgeReport,
  RekeyReport: rekeyReport,
  KeyRetirement: {
    type: 'object',
    description: 'The tenant of the key, and the reason why the key is retired.',
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
        'The purge does not destroy the key before this time. After the retirement, the task `rekey` encrypts the key’s data again with another key. Until that work ends, this time is nine days after the retirement. When the work ends, the time is set to nine days after this end. It is never later than an hour after the end of the key’s bucket (a period of expiry). If `BACKUP_DAYS` is smaller than 7, it is less than nine days.',
    },
  }),
  EraseReport: closed(
    {
      complete: { type: 'boolean', description: 'Whether all due work is complete.' },
      failed: {
        ...count,
        description:
          'Parts of the work that failed, for example tenants. The next run repeats them.',
      },
      tenants: count,
      deleted: count,
      shortened: count,
      finished: {
        ...count,
        description:
          'Erasures of categories, and interrupted erasures of persons, that this run completed.',
      },
      overdue_requests: {
        ...count,
        description: 'Overdue requests of persons.',
      },
      ending_restrictions: {
        ...count,
        description:
          'Restricted records that are kept for the person or as a proof, and expire within 14 days.',
      },
      receipts: {
        ...count,
        description:
          'Receipts that this run issued: missing receipts of erasures, and receipts about notices to recipients.',
      },
      closed_pools: {
        ...count,
        description: 'Closed pools of codes whose last unused code this run deleted.',
      },
      noted_pools: {
        ...count,
        description:
          'Pools of codes whose stock this run noted. The stock of a pool is noted once a day.',
      },
      duration_ms: count,
    },
    'The result of a run of the erase sweep.',
  ),
  SealReport: sealReport,
  Health: closed({ status: { const: 'ok' } }),
};
