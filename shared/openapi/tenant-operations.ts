import type { Category } from '#shared/categories/define-category.ts';
import { debugModeSchema } from '#shared/tenants/debug-mode.ts';
import { profileChangeSchema } from '#shared/tenants/profile-schema.ts';
import { jsonSchemaOf } from './json-schema-of.ts';
import { jsonContent, schemaRef } from './openapi-document.ts';
import { parameterRef } from './parameters.ts';
import { pendingOperations } from './pending-operations.ts';
import { bodyCodes, callerCodes } from './problem-responses.ts';
import type { RouteDraft } from './route-draft.ts';
import { bodyOf } from './tenant-parts.ts';

const tags = ['Tenant'] as const;
/** Returns an example of a usage profile. It shows the settings of one category. */
export function profileExample(categories: readonly Category[]) {
  const chat = categories.find(({ id }) => id === 'chat_messages');
  return {
    id: 'blumen',
    modules: ['live_chat', 'sign_in'],
    origins: ['https://shop.example.com'],
    default_region: 'DE',
    time_zone: 'Europe/Berlin',
    debug_until: null,
    cooling_off_hours: 0,
    pending: [],
    categories: chat && {
      [chat.id]: { destination: 'server', retention_days: 1, effective_days: 1, pending: [] },
    },
  };
}

const change = {
  categories: {
    chat_messages: { retention_days: 1 },
    variables: { destination: 'device', existing: 'delete' },
  },
};

/** The operations on a tenant's usage profile, and on its debug mode and waiting changes. */
export function tenantOperations(categories: readonly Category[]): RouteDraft[] {
  const changeSchema = jsonSchemaOf(profileChangeSchema(categories), 'input');
  const profile = profileExample(categories);
  const effective = { effective_at: '2026-11-23T09:30:05.000Z' };
  return [
    {
      method: 'get',
      path: '/v1/tenant',
      operation: {
        operationId: 'readProfile',
        summary: 'Read the usage profile',
        description:
          'The profile contains the tenant’s settings. It states the active modules, and where and how long the data of each category is stored. It also states the country of phone numbers without a country code.',
        tags,
        scope: 'tenant',
        tagged: true,
        responses: {
          '200': {
            description: 'The profile.',
            content: jsonContent(schemaRef('Profile'), 'A profile', profile),
          },
        },
        fails: callerCodes,
      },
    },
    {
      method: 'put',
      path: '/v1/tenant',
      operation: {
        operationId: 'changeProfile',
        summary: 'Change the usage profile',
        description:
          'Fields that the request omits do not change. A list such as `modules` replaces the whole former list. So send `If-Match` if other people may change the list too. If you switch a category off, Mayfly refuses new records of it, and `existing` decides about the stored records. With `expire` they stay until they expire, and with `delete` they are deleted when the change takes effect. For a category that stays on `server`, `existing` is refused. A shorter retention also applies to stored records. A longer retention applies only to new records. Another `default_region` applies only to phone numbers that are stored later. So choose it before you store numbers without a country code. A change that deletes existing data waits for the cooling-off time before it takes effect. The same is true for a smaller `cooling_off_hours`. `pending` lists the waiting changes, which can still be cancelled. All other changes are in force from `effective_at` on. From that time on, Mayfly accepts no record under the former settings. It treats records that it accepted before like existing records, even if they are stored some seconds later.',
        tags,
        scope: 'tenant',
        tagged: true,
        parameters: [parameterRef('IfMatch')],
        requestBody: bodyOf(
          changeSchema,
          'Keep chat messages for a day, and variables on the device',
          change,
        ),
        responses: {
          '200': {
            description: 'The present profile.',
            content: jsonContent(schemaRef('Profile'), 'A profile', { ...profile, ...effective }),
          },
        },
        fails: [
          ...callerCodes,
          ...bodyCodes,
          'header-invalid',
          'precondition-failed',
          'contention',
        ],
      },
    },
    {
      method: 'post',
      path: '/v1/tenant/what-if',
      operation: {
        operationId: 'foreseeChange',
        summary: 'See the effect of a change of the profile',
        description:
          'Gives the effect of a change, and changes nothing. Each number is given with and without the change. The answer states how many of the present live records would be gone at once, and after 1, 7 and 30 days. It also states how many of them would still be stored on each of the next 30 days. `PUT /v1/tenant` plans a change by the same rules.',
        tags,
        scope: 'tenant',
        requestBody: bodyOf(changeSchema, 'Keep chat messages for one day', {
          categories: { chat_messages: { retention_days: 1 } },
        }),
        responses: {
          '200': {
            description: 'The effect of the change.',
            content: jsonContent(schemaRef('Foresight'), 'A shorter retention', {
              ...effective,
              changes: [
                {
                  category: 'chat_messages',
                  destination: { from: 'server', to: 'server' },
                  retention_days: { from: 7, to: 1 },
                  live: 1204,
                  gone: [
                    { in_days: 0, with_change: 1031, without_change: 0 },
                    { in_days: 1, with_change: 1204, without_change: 172 },
                  ],
                  curve: [
                    { in_days: 0, without_change: 1204, with_change: 173 },
                    { in_days: 1, without_change: 1032, with_change: 0 },
                  ],
                },
              ],
            }),
          },
        },
        fails: [...callerCodes, ...bodyCodes],
      },
    },
    ...pendingOperations,
    {
      method: 'put',
      path: '/v1/tenant/debug-mode',
      operation: {
        operationId: 'setDebugMode',
        summary: 'Switch the debug mode on or off',
        description:
          'While the debug mode is on, Mayfly stores the `http_body` of entries of the runtime log. The debug mode ends after an hour by itself.',
        tags,
        scope: 'tenant',
        requestBody: bodyOf(jsonSchemaOf(debugModeSchema, 'input'), 'On', { on: true }),
        responses: {
          '200': {
            description:
              'The debug mode is on until `debug_until`. It is off if `debug_until` is null.',
            content: jsonContent(schemaRef('DebugMode'), 'On', {
              debug_until: '2026-11-23T10:30:00.000Z',
              ...effective,
            }),
          },
        },
        fails: [...callerCodes, ...bodyCodes, 'contention'],
      },
    },
  ];
}
