import { newApiKeySchema } from '#shared/access/manage-api-keys.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { jsonSchemaOf } from './json-schema-of.ts';
import { jsonContent, schemaRef } from './openapi-document.ts';
import { bodyCodes, callerCodes } from './problem-responses.ts';
import type { RouteDraft } from './route-draft.ts';
import { bodyOf, hexId } from './tenant-parts.ts';

const tags = ['Tenant'] as const;

const apiKey = {
  id: hexId.example,
  name: 'shop-backend',
  prefix: 'mf_blumen_1a2b3c4d',
  scopes: ['chat_messages:write', 'chat_messages:read'],
  created_at: '2026-11-23T09:30:00.000Z',
  expires_at: null,
  revoked_at: null,
  last_used_on: '2026-11-23',
  scopes_noted_since: '2026-11-23',
  scopes_used: [
    {
      scope: 'chat_messages:write',
      first_used_on: '2026-11-23',
      last_used_on: '2026-11-23',
    },
  ],
};

/** Operations on the API keys of a tenant. */
export function apiKeyOperations(categories: readonly Category[]): RouteDraft[] {
  return [
    {
      method: 'get',
      path: '/v1/tenant/api-keys',
      operation: {
        operationId: 'listApiKeys',
        summary: 'List the API keys',
        description:
          'The list does not contain the keys themselves. For each key `scopes_used` gives the scopes that it has used, and the first and the last day on which it used them.',
        tags,
        scope: 'tenant',
        responses: {
          '200': {
            description: 'Newest first.',
            content: jsonContent(schemaRef('ApiKeys'), 'One key', { items: [apiKey] }),
          },
        },
        fails: callerCodes,
      },
    },
    {
      method: 'post',
      path: '/v1/tenant/api-keys',
      operation: {
        operationId: 'issueApiKey',
        summary: 'Create an API key',
        description:
          'Only this answer shows the key. A repetition with the same `Idempotency-Key` creates no second API key. In the answer to the repetition `key` is null, because Mayfly does not store the API key. If the first answer was lost, revoke the key and create another one. A key with the scope `tenant` can give any right to other keys, so keep such keys separate. To rotate a key, name the old key in `replaces`. The old key stays valid for `overlap_days`, and then expires.',
        tags,
        scope: 'tenant',
        remembered: true,
        requestBody: bodyOf(jsonSchemaOf(newApiKeySchema(categories), 'input'), 'For a backend', {
          name: apiKey.name,
          scopes: apiKey.scopes,
        }),
        responses: {
          '201': {
            description: 'The key.',
            content: jsonContent(schemaRef('NewApiKey'), 'A key', {
              ...apiKey,
              last_used_on: null,
              scopes_noted_since: null,
              scopes_used: [],
              key: `mf_blumen_${'1a2b3c4d'.repeat(8)}`,
            }),
          },
        },
        fails: [
          ...callerCodes,
          ...bodyCodes,
          'too-many-api-keys',
          'idempotency-record-gone',
          'record-not-found',
          'contention',
          'keys-unavailable',
        ],
      },
    },
    {
      method: 'delete',
      path: '/v1/tenant/api-keys/{id}',
      operation: {
        operationId: 'revokeApiKey',
        summary: 'Revoke an API key',
        description: 'The key stops working everywhere within 5 s.',
        tags,
        scope: 'tenant',
        parameters: [hexId],
        responses: { '204': { description: 'Revoked.' } },
        fails: [...callerCodes, 'contention', 'record-not-found'],
      },
    },
  ];
}
