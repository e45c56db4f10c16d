import { jsonContent, schemaRef } from './openapi-document.ts';
import { parameterRef } from './parameters.ts';
import { callerCodes } from './problem-responses.ts';
import { exampleId } from './record-example.ts';
import type { RouteDraft } from './route-draft.ts';

const tags = ['Tenant'] as const;

/** An example of a change that waits until its cooling-off time ends. */
export const pendingExample = {
  id: exampleId,
  kind: 'shorten',
  category: 'chat_messages',
  days: 1,
  created_at: '2026-11-23T09:30:00.000Z',
  effective_at: '2026-11-24T09:30:00.000Z',
};

/** The operations that list and cancel waiting changes. */
export const pendingOperations: readonly RouteDraft[] = [
  {
    method: 'get',
    path: '/v1/tenant/pending',
    operation: {
      operationId: 'listPending',
      summary: 'List waiting changes',
      description:
        'If the profile has `cooling_off_hours`, a change that deletes existing data waits for this time before it takes effect. Such changes are a shorter retention, switching a category off with `existing: delete`, and the erasure of a category or of the whole tenant. A shorter cooling-off time also waits for the present cooling-off time.',
      tags,
      scope: 'tenant',
      responses: {
        '200': {
          description: 'The changes that can still be cancelled. The earliest change comes first.',
          content: jsonContent(schemaRef('PendingChanges'), 'A shorter retention', {
            items: [pendingExample],
          }),
        },
      },
      fails: callerCodes,
    },
  },
  {
    method: 'delete',
    path: '/v1/tenant/pending/{id}',
    operation: {
      operationId: 'cancelPending',
      summary: 'Cancel a waiting change',
      description:
        'You can cancel a change until its `effective_at`, and the erasure of the whole tenant until 45 seconds earlier. After that time the change’s id is unknown.',
      tags,
      scope: 'tenant',
      parameters: [parameterRef('RecordId')],
      responses: { '204': { description: 'The change is cancelled, and nothing is deleted.' } },
      fails: [...callerCodes, 'contention', 'record-not-found'],
    },
  },
];
