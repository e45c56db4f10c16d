import type { Category } from '#shared/categories/define-category.ts';
import { longestRetentionDays } from '#shared/settings/retention.ts';
import { jsonContent, schemaRef } from './openapi-document.ts';
import { choiceParameter } from './parameters.ts';
import { anyCodes, callerCodes, taskCodes } from './problem-responses.ts';
import type { RouteDraft } from './route-draft.ts';

function overviewExample(categories: readonly Category[]) {
  const category = categories[0];
  if (category === undefined) return undefined;
  const { basis, days, longerChoices } = category.retention;
  const aes = Object.entries(category.fields).filter(([, { atRest }]) => atRest === 'aes');
  const described = {
    number: category.number,
    id: category.id,
    title: category.title.en,
    path: category.path,
    purpose: category.purpose.en,
    stored_when: category.storedWhen.en,
    always: category.always,
    modules: category.moduleRules.map((each) => ({ ...each, in_use: true })),
    retention: {
      basis,
      days,
      longer_choices: longerChoices,
      longest_days: longestRetentionDays(category),
    },
    destination: 'server',
    chosen_days: null,
    encrypted_fields: aes.map(([name]) => name),
    live: 1204,
    overdue: 0,
    expires: [{ date: '2026-11-23', count: 87 }],
    expires_later: 0,
  };
  const chunks = {
    id: 'file_chunks',
    title: 'File chunks',
    category: 'variables',
    personal: 'a part of a file',
    expiry: {
      by: 'ttl',
      source: 'with the record of the file; without such a record, one hour after the upload',
    },
    live: 61,
    overdue: 0,
    expires: [{ date: '2026-11-23', count: 4 }],
    expires_later: 57,
  };
  const asOf = '2026-11-23T09:30:00.000Z';
  return {
    tenant: 'blumen',
    as_of: asOf,
    last_purge: { at: '2026-11-23T09:15:04.120Z', complete: true },
    categories: [described],
    collections: [chunks],
    collections_as_of: asOf,
    keys: [
      {
        protects: category.id,
        alive: 8,
        due: 0,
        next_destroyed_at: '2026-11-24T01:00:00.000Z',
      },
    ],
  };
}

function storage(categories: readonly Category[]): RouteDraft {
  const example = overviewExample(categories);
  return {
    method: 'get',
    path: '/v1/tenant/storage',
    operation: {
      operationId: 'readStorage',
      summary: 'See the stored data and its expiry',
      description:
        'For each category, the answer gives the purpose, the retention, the number of live records, and how many records expire on each of 30 (or 7) days. For each other collection, it gives the number of documents, and how many of them expire on each of 7 days. The first day is today. The answer also contains the time of the last purge, the numbers of data keys, and when the next data key may be destroyed.',
      tags: ['Tenant'],
      scope: 'tenant',
      parameters: [
        choiceParameter('language', 'The language of all texts.', ['en', 'de']),
        {
          name: 'only',
          in: 'query',
          description:
            'With `categories`, Mayfly counts only records, and `collections` and `keys` are empty.',
          schema: { type: 'string', enum: ['categories'] },
        },
        choiceParameter(
          'days',
          'The number of days for which the answer says how many records expire. The first day is today.',
          ['30', '7'],
        ),
      ],
      responses: {
        '200': {
          description: 'The overview.',
          content: jsonContent(schemaRef('StorageOverview'), 'One category of the answer', example),
        },
      },
      fails: callerCodes,
    },
  };
}

const keys: RouteDraft = {
  method: 'get',
  path: '/v1/tenant/keys',
  operation: {
    operationId: 'countKeys',
    summary: 'See the data keys, and when they are destroyed',
    description:
      'For each category, and for other data with its own keys: the number of data keys, and when the next key may be destroyed. The answer lists at most eight keys of each category and of each kind of other data, with their age and the number of documents that use them. The keys that are destroyed next come first. With `protects` the answer lists at most a hundred keys of one category instead. When a key is destroyed, nobody can decrypt its data any more, not even in a copy.',
    tags: ['Tenant'],
    scope: 'tenant',
    parameters: [
      {
        name: 'only',
        in: 'query',
        description: 'With `numbers`, the answer contains only numbers, and `keys` is empty.',
        schema: { type: 'string', enum: ['numbers'] },
      },
      {
        name: 'protects',
        in: 'query',
        description:
          'Only the keys of this category, or of other data that has its own keys, such as `members`.',
        schema: { type: 'string', maxLength: 64 },
      },
    ],
    responses: {
      '200': {
        description: 'The numbers of keys, and the keys that are destroyed next.',
        content: jsonContent(schemaRef('KeysAlive'), 'The keys of one category', {
          as_of: '2026-11-23T09:30:00.000Z',
          items: [
            {
              protects: 'chat_messages',
              alive: 8,
              due: 0,
              next_destroyed_at: '2026-11-24T01:00:00.000Z',
              keys: [
                {
                  made_at: '2026-11-15T08:12:00.000Z',
                  destroyed_from: '2026-11-24T01:00:00.000Z',
                  records: 412,
                },
              ],
            },
          ],
        }),
      },
    },
    fails: callerCodes,
  },
};

const document: RouteDraft = {
  method: 'get',
  path: '/v1/openapi.json',
  operation: {
    operationId: 'readOpenApi',
    summary: 'Read this description',
    tags: ['Service'],
    scope: 'public',
    parameters: [
      {
        name: 'If-None-Match',
        in: 'header',
        description:
          'The `ETag` of an earlier answer. If the description has not changed since that answer, the new answer is 304.',
        schema: { type: 'string' },
      },
    ],
    responses: {
      '200': {
        description: 'OpenAPI 3.1.',
        headers: {
          'Cache-Control': { $ref: '#/components/headers/Cache-Control' },
          ETag: { $ref: '#/components/headers/ETag' },
        },
        content: {
          'application/json': { schema: { type: 'object', additionalProperties: true } },
        },
      },
      '304': {
        description: 'The description has not changed: `If-None-Match` contains its present tag.',
      },
    },
    fails: anyCodes,
  },
};

const health: RouteDraft = {
  method: 'get',
  path: '/health',
  operation: {
    operationId: 'readHealth',
    summary: 'Check whether a function works',
    description: 'Every function has this path.',
    tags: ['Service'],
    scope: 'public',
    responses: {
      '200': {
        description: 'The function works.',
        content: jsonContent(schemaRef('Health'), 'It works', { status: 'ok' }),
      },
    },
    fails: ['precondition-unsupported', 'internal'],
  },
};

const purge: RouteDraft = {
  method: 'post',
  path: '/tasks/purge',
  operation: {
    operationId: 'runPurge',
    summary: 'Delete expired documents',
    description:
      'Runs every 15 minutes. It deletes expired documents, and then destroys the data keys that are due, if no document uses them. It is safe to repeat the task, and to kill it at any instant. Only Cloud Scheduler may call it.',
    tags: ['Service'],
    scope: 'scheduler',
    responses: {
      '200': {
        description: 'What was done.',
        content: jsonContent(schemaRef('PurgeReport'), 'A purge', {
          complete: true,
          failed: 0,
          deleted: 87,
          deleted_by_collection: { chat_messages: 79, conversation_heads: 8 },
          tenants_ended: 0,
          keys_destroyed: 1,
          keys_waiting: 0,
          oldest_key_waiting_seconds: null,
          oldest_overdue_seconds: 611,
          shards: 4,
          duration_ms: 412,
        }),
      },
    },
    fails: taskCodes,
  },
};

const erase: RouteDraft = {
  method: 'post',
  path: '/tasks/erase',
  operation: {
    operationId: 'runErase',
    summary: 'Carry out tenants’ decisions about existing data',
    description:
      'Runs every 5 minutes. It deletes the records of categories that were switched off with `existing: delete`. If a tenant has shortened a retention, it gives existing records their new, earlier expiry. It carries out erasures of categories, continues interrupted erasures of persons and conversations, and issues missing receipts. It deletes the unused codes of closed pools of coupons, and notes the stock of open pools once a day. It is safe to repeat the task, and to kill it at any instant. Only Cloud Scheduler may call it.',
    tags: ['Service'],
    scope: 'scheduler',
    responses: {
      '200': {
        description: 'What was done.',
        content: jsonContent(schemaRef('EraseReport'), 'A run', {
          complete: true,
          failed: 0,
          tenants: 1,
          deleted: 1031,
          shortened: 173,
          finished: 0,
          overdue_requests: 0,
          ending_restrictions: 0,
          receipts: 1,
          closed_pools: 0,
          noted_pools: 2,
          duration_ms: 912,
        }),
      },
    },
    fails: taskCodes,
  },
};

/** The operations on the service as a whole, and on the stored data of a tenant. */
export function serviceOperations(categories: readonly Category[]): RouteDraft[] {
  return [storage(categories), keys, document, health, purge, erase];
}
