import type { Category } from '#shared/categories/define-category.ts';
import { newTenantSchema } from '#shared/tenants/create-tenant.ts';
import { jsonSchemaOf } from './json-schema-of.ts';
import { jsonContent, schemaRef } from './openapi-document.ts';
import { bodyCodes, personCodes } from './problem-responses.ts';
import type { RouteDraft } from './route-draft.ts';
import { profileExample } from './tenant-operations.ts';
import { bodyOf } from './tenant-parts.ts';

const tags = ['Tenant'] as const;

/** The operations that only people can use, and that belong to no single tenant. */
export function personOperations(categories: readonly Category[]): RouteDraft[] {
  return [
    {
      method: 'post',
      path: '/v1/tenants',
      operation: {
        operationId: 'createTenant',
        summary: 'Create a tenant',
        description:
          'For operators of the platform. `owner` is the tenant’s first owner. `issuer` names the identity provider that verifies the owner. It is required if several providers are configured. The first entry of the tenant’s manager log names the operator.',
        tags,
        scope: 'operator',
        remembered: true,
        requestBody: bodyOf(jsonSchemaOf(newTenantSchema(categories), 'input'), 'A flower shop', {
          id: 'stadtgarten',
          owner: 'anna.gruber@example.com',
          modules: ['live_chat', 'sign_in'],
        }),
        responses: {
          '201': {
            description: 'The first profile of the tenant.',
            content: jsonContent(schemaRef('Profile'), 'A profile', {
              ...profileExample(categories),
              id: 'stadtgarten',
              origins: [],
            }),
          },
        },
        fails: [
          ...personCodes,
          'idempotency-record-gone',
          ...bodyCodes,
          'contention',
          'operators-only',
          'tenant-exists',
          'keys-unavailable',
        ],
      },
    },
    {
      method: 'get',
      path: '/v1/me',
      operation: {
        operationId: 'readMe',
        summary: 'See your identity and your tenants',
        description: 'Gives the person who sends the request, and the tenants of this person.',
        tags,
        scope: 'person',
        responses: {
          '200': {
            description: 'You.',
            content: jsonContent(schemaRef('Me'), 'An owner', {
              email: 'anna.gruber@example.com',
              operator: false,
              tenants: [{ tenant: 'blumen', role: 'owner' }],
            }),
          },
        },
        fails: [...personCodes, 'keys-unavailable'],
      },
    },
  ];
}
