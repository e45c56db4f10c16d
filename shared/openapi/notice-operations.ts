import type { Category } from '#shared/categories/define-category.ts';
import { noticeEvents } from '#shared/settings/notice-routes.ts';
import { endpointSchema, rotationSchema } from '#shared/tenants/notices/endpoint-schema.ts';
import { noticeStates } from '#shared/tenants/notices/list-notices.ts';
import { closed } from './fixed-schemas.ts';
import { jsonSchemaOf } from './json-schema-of.ts';
import { type JsonSchema, jsonContent, type Parameter, schemaRef } from './openapi-document.ts';
import { parameterRef } from './parameters.ts';
import { bodyCodes, callerCodes, taskCodes } from './problem-responses.ts';
import { exampleCursor, exampleId } from './record-example.ts';
import type { RouteDraft } from './route-draft.ts';
import { bodyOf } from './tenant-parts.ts';

const tags = ['Tenant'] as const;
const scope = 'tenant';

const endpointParameter: Parameter = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'The id of the endpoint, which the tenant chooses.',
  schema: schemaRef('PlainId'),
  example: 'versand',
};

const input = {
  recipient: 'Paketdienst Beispiel AG',
  url: 'https://hooks.example.com/mayfly',
  events: ['erasure', 'correction'],
  categories: ['loyalty_redemptions'],
} as const;

const { recipient, url, ...route } = input;
const shown = { id: 'versand', ...route, secrets: [{ id: exampleId, until: null }] };
const secrets = {
  signing_secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw3kZ2jX8bq0M=',
  matching_secret: 'match_q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=',
};

const noticeExample = {
  id: exampleId,
  endpoint: 'versand',
  event: 'erasure',
  category: 'loyalty_redemptions',
  records: ['0f'.repeat(16)],
  erasure: 'e1'.repeat(16),
  state: 'waiting',
  attempts: 2,
  failure: 'http-503',
  created_at: '2026-11-24T09:00:00.000Z',
  next_attempt_at: '2026-11-24T09:05:00.000Z',
  tried_until: '2026-11-27T08:59:30.000Z',
  settled_at: null,
  expires_at: '2026-12-24T09:00:00.000Z',
};

const instant = schemaRef('Timestamp');
const orNull = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] });
const text: JsonSchema = { type: 'string' };
const count: JsonSchema = { type: 'integer', minimum: 0 };
const texts: JsonSchema = { type: 'array', items: text };

const endpointProperties = {
  id: schemaRef('PlainId'),
  events: { type: 'array', items: { type: 'string', enum: [...noticeEvents] } },
  categories: orNull(texts),
  secrets: {
    type: 'array',
    items: closed({ id: text, until: orNull(instant) }),
    description:
      'The ids of the valid secrets. `until` says until when a replaced secret is valid. It is null for the newest secret.',
  },
} as const satisfies { readonly [name: string]: JsonSchema };

/** The schemas of recipients' endpoints, and of the notices that Mayfly sends to recipients. */
export const noticeSchemas: { readonly [name: string]: JsonSchema } = {
  NoticeEndpoint: closed({ ...endpointProperties, recipient: text, url: text }),
  NoticeEndpoints: closed({ items: { type: 'array', items: schemaRef('NoticeEndpoint') } }),
  ChangedNoticeEndpoint: {
    type: 'object',
    required: Object.keys(endpointProperties),
    properties: {
      ...endpointProperties,
      signing_secret: {
        type: 'string',
        description: 'The secret with which notices are signed. It is shown only once.',
      },
      matching_secret: {
        type: 'string',
        description:
          'The secret with which the recipient hashes its own values, to compare them with the hashes in notices. It is shown only once.',
      },
    },
    additionalProperties: false,
  },
  Notice: closed({
    id: text,
    endpoint: text,
    event: text,
    category: orNull(text),
    records: texts,
    erasure: orNull(text),
    state: { type: 'string', enum: [...noticeStates] },
    attempts: { type: 'integer' },
    failure: orNull(text),
    created_at: instant,
    next_attempt_at: orNull(instant),
    tried_until: instant,
    settled_at: orNull(instant),
    expires_at: instant,
  }),
  NoticePage: closed({
    items: { type: 'array', items: schemaRef('Notice') },
    next_cursor: orNull(schemaRef('Cursor')),
  }),
  NoticesReport: closed({
    complete: { type: 'boolean', description: 'Whether the run handled all due notices.' },
    failed: {
      ...count,
      description: 'Notices that failed with an error. The next run tries them again.',
    },
    taken: count,
    waiting: { ...count, description: 'Notices that will be tried again.' },
    given_up: {
      ...count,
      description:
        'Notices that are not sent again: the recipient did not accept them for three days, or the endpoint was removed.',
    },
    oldest_overdue_seconds: { type: ['integer', 'null'], minimum: 0 },
    duration_ms: count,
  }),
  NoticeTest: closed({
    id: text,
    taken: { type: 'boolean' },
    status: orNull({ type: 'integer' }),
    failure: orNull(text),
  }),
};

const stateParameter: Parameter = {
  name: 'state',
  in: 'query',
  description: 'Only notices in this state.',
  schema: { type: 'string', enum: [...noticeStates] },
};

/** The operations on the endpoints of recipients, and on notices to recipients (GDPR Art. 19). */
export function noticeOperations(categories: readonly Category[]): RouteDraft[] {
  const path = '/v1/tenant/notice-endpoints';
  return [
    {
      method: 'get',
      path,
      operation: {
        operationId: 'listNoticeEndpoints',
        summary: 'List the endpoints of recipients',
        description: 'The list contains the ids of an endpoint’s secrets, but never a secret.',
        tags,
        scope,
        responses: {
          '200': {
            description: 'The endpoints.',
            content: jsonContent(schemaRef('NoticeEndpoints'), 'One endpoint', {
              items: [{ ...shown, recipient, url }],
            }),
          },
        },
        fails: [...callerCodes, 'keys-unavailable'],
      },
    },
    {
      method: 'put',
      path: `${path}/{id}`,
      operation: {
        operationId: 'putNoticeEndpoint',
        summary: 'Add or change an endpoint of a recipient',
        description:
          'A recipient that is listed in the particulars may have endpoints. Mayfly sends notices to these endpoints: about erasures, corrections, restrictions, lifted restrictions, and withdrawn consents. A notice contains random ids of records. It never contains personal values, only their hashes: `HMAC-SHA-256(matching secret, normalised value)`. Notices are signed as Standard Webhooks describes. A new endpoint gets two secrets, which only this answer shows. If this answer was lost, give the endpoint new secrets.',
        tags,
        scope,
        parameters: [endpointParameter],
        requestBody: bodyOf(
          jsonSchemaOf(endpointSchema(categories, false), 'input'),
          'The endpoint of a parcel service',
          input,
        ),
        responses: {
          '200': {
            description: 'The endpoint was changed.',
            content: jsonContent(schemaRef('ChangedNoticeEndpoint'), 'Changed', shown),
          },
          '201': {
            description: 'The endpoint is new.',
            content: jsonContent(schemaRef('ChangedNoticeEndpoint'), 'New', {
              ...shown,
              ...secrets,
            }),
          },
        },
        fails: [...callerCodes, ...bodyCodes, 'record-not-found', 'contention', 'keys-unavailable'],
      },
    },
    {
      method: 'put',
      path: `${path}/{id}/secrets`,
      operation: {
        operationId: 'rotateNoticeSecrets',
        summary: 'Give an endpoint new secrets',
        description:
          'Until the overlap ends, each notice is signed with the new signing secret and with each former one. Its values are hashed with the new matching secret and with each former one. A repetition of the request makes other secrets, and the former ones stay valid too. A later request can end a former secret earlier, but never later. At most four former secrets are valid: the newest and the three oldest. With `overlap_hours: 0` all former secrets become invalid at once.',
        tags,
        scope,
        parameters: [endpointParameter],
        requestBody: bodyOf(jsonSchemaOf(rotationSchema, 'input'), 'With a day of overlap', {
          overlap_hours: 24,
        }),
        responses: {
          '200': {
            description: 'The endpoint with its new secrets.',
            content: jsonContent(schemaRef('ChangedNoticeEndpoint'), 'New secrets', {
              ...shown,
              ...secrets,
            }),
          },
        },
        fails: [...callerCodes, ...bodyCodes, 'record-not-found', 'contention', 'keys-unavailable'],
      },
    },
    {
      method: 'delete',
      path: `${path}/{id}`,
      operation: {
        operationId: 'deleteNoticeEndpoint',
        summary: 'Remove an endpoint',
        description:
          'The endpoint’s secrets are deleted too. Notices that still wait for this endpoint are not sent.',
        tags,
        scope,
        parameters: [endpointParameter],
        responses: { '204': { description: 'Removed.' } },
        fails: [...callerCodes, 'record-not-found', 'contention'],
      },
    },
    {
      method: 'post',
      path: '/v1/notice-endpoints/{id}/test',
      operation: {
        operationId: 'testNoticeEndpoint',
        summary: 'Test an endpoint',
        description:
          'Sends a signed message whose `event` is `test`. Mayfly waits at most ten seconds for the endpoint’s answer.',
        tags,
        scope,
        parameters: [endpointParameter],
        responses: {
          '200': {
            description: 'Whether the endpoint accepted the message.',
            content: jsonContent(schemaRef('NoticeTest'), 'Accepted', {
              id: exampleId,
              taken: true,
              status: 204,
              failure: null,
            }),
          },
        },
        fails: [...callerCodes, 'record-not-found', 'keys-unavailable'],
      },
    },
    {
      method: 'get',
      path: '/v1/notices',
      operation: {
        operationId: 'listNotices',
        summary: 'List the notices to recipients',
        description:
          'The notices of the last 30 days, newest first, for owners, data protection officers and keys with the scope `tenant`.',
        tags,
        scope,
        parameters: [parameterRef('Limit'), parameterRef('Cursor'), stateParameter],
        responses: {
          '200': {
            description: 'A page.',
            content: jsonContent(schemaRef('NoticePage'), 'A waiting notice', {
              items: [noticeExample],
              next_cursor: exampleCursor,
            }),
          },
        },
        fails: [...callerCodes, 'cursor-invalid', 'query-invalid'],
      },
    },
    {
      method: 'put',
      path: '/v1/notices/{id}/retry',
      operation: {
        operationId: 'retryNotice',
        summary: 'Send a notice again now',
        description:
          'You can also send a notice again that Mayfly has given up. Such a notice contains only ids of records, because its hashes are already deleted.',
        tags,
        scope,
        parameters: [parameterRef('RecordId')],
        responses: {
          '200': {
            description: 'The notice after the attempt.',
            content: jsonContent(schemaRef('Notice'), 'Not accepted', noticeExample),
          },
        },
        fails: [...callerCodes, 'record-not-found', 'keys-unavailable'],
      },
    },
    {
      method: 'post',
      path: '/tasks/notices',
      operation: {
        operationId: 'runNotices',
        summary: 'Send notices to recipients',
        description:
          'Sends due notices. If a recipient does not accept a notice, the task tries again for three days. A notice may arrive twice, with the same id both times. It does no harm if the task is repeated, or is killed at any instant. Only Cloud Scheduler may call it.',
        tags: ['Service'],
        scope: 'scheduler',
        responses: {
          '200': {
            description: 'What was done.',
            content: jsonContent(schemaRef('NoticesReport'), 'A run', {
              complete: true,
              failed: 0,
              taken: 3,
              waiting: 1,
              given_up: 0,
              oldest_overdue_seconds: 60,
              duration_ms: 410,
            }),
          },
        },
        fails: taskCodes,
      },
    },
  ];
}
