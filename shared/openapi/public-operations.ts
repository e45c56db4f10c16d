import { closed } from './fixed-schemas.ts';
import { jsonContent, schemaRef } from './openapi-document.ts';
import { anyCodes } from './problem-responses.ts';
import type { RouteDraft } from './route-draft.ts';

export const publicSchemas = {
  PublicProfile: closed({
    id: { type: 'string', description: 'The tenant.' },
    variables: closed({
      destination: {
        type: 'string',
        enum: ['server', 'device', 'off'],
        description: 'Where the tenant’s variables are stored.',
      },
      retention_days: {
        type: 'integer',
        minimum: 1,
        description: 'The number of days for which a variable is kept.',
      },
    }),
  }),
} as const;

/** The operations about a tenant that need no credential. */
export const publicOperations: readonly RouteDraft[] = [
  {
    method: 'get',
    path: '/v1/public/{id}/profile',
    operation: {
      operationId: 'readPublicProfile',
      summary: 'Read how a tenant keeps variables',
      description:
        'This profile says where the tenant’s web pages store variables, and for how long. The pages follow it, for example when they store variables on the customer’s device. A page is refused if the tenant has not registered its origin. A change of the profile takes effect within 5 s.',
      tags: ['Tenant'],
      scope: 'public',
      parameters: [
        {
          name: 'id',
          in: 'path',
          required: true,
          description: 'The tenant.',
          schema: { type: 'string', pattern: '^[a-z][a-z0-9-]{1,39}$' },
          example: 'blumen',
        },
      ],
      responses: {
        '200': {
          description: 'The profile.',
          content: jsonContent(schemaRef('PublicProfile'), 'A profile', {
            id: 'blumen',
            variables: { destination: 'device', retention_days: 60 },
          }),
        },
      },
      fails: [...anyCodes, 'record-not-found', 'origin-refused', 'store-unavailable'],
    },
  },
];
