import { changeRoleSchema, inviteSchema } from '#shared/access/members/manage-members.ts';
import { jsonSchemaOf } from './json-schema-of.ts';
import { jsonContent, schemaRef } from './openapi-document.ts';
import { bodyCodes, callerCodes } from './problem-responses.ts';
import type { RouteDraft } from './route-draft.ts';
import { bodyOf, hexId } from './tenant-parts.ts';

const tags = ['Tenant'] as const;

const member = {
  id: hexId.example,
  email: 'anna.gruber@example.com',
  role: 'support',
  issuer: 'https://id.example.com',
  invited_at: '2026-11-23T09:30:00.000Z',
};

/** The operations on a tenant's members: the people who may sign in to it. */
export const memberOperations: readonly RouteDraft[] = [
  {
    method: 'get',
    path: '/v1/tenant/members',
    operation: {
      operationId: 'listMembers',
      summary: 'List the members',
      tags,
      scope: 'tenant',
      responses: {
        '200': {
          description: 'Owners first.',
          content: jsonContent(schemaRef('Members'), 'One member', { items: [member] }),
        },
      },
      fails: [...callerCodes, 'keys-unavailable'],
    },
  },
  {
    method: 'post',
    path: '/v1/tenant/members',
    operation: {
      operationId: 'inviteMember',
      summary: 'Invite a person',
      description:
        'Invites a person by an email address that their identity provider verifies. `issuer` names this provider. It is required if several providers are configured. The person can sign in to this tenant only with this provider.',
      tags,
      scope: 'tenant',
      remembered: true,
      requestBody: bodyOf(jsonSchemaOf(inviteSchema, 'input'), 'For support', {
        email: member.email,
        role: member.role,
      }),
      responses: {
        '201': {
          description: 'The person is a member from now on.',
          content: jsonContent(schemaRef('Member'), 'The member', member),
        },
      },
      fails: [
        ...callerCodes,
        ...bodyCodes,
        'contention',
        'already-member',
        'too-many-members',
        'idempotency-record-gone',
        'keys-unavailable',
      ],
    },
  },
  {
    method: 'patch',
    path: '/v1/tenant/members/{id}',
    operation: {
      operationId: 'changeMember',
      summary: 'Give a member another role',
      tags,
      scope: 'tenant',
      parameters: [hexId],
      requestBody: bodyOf(jsonSchemaOf(changeRoleSchema, 'input'), 'Viewer', { role: 'viewer' }),
      responses: {
        '200': {
          description: 'The member.',
          content: jsonContent(schemaRef('Member'), 'The member', { ...member, role: 'viewer' }),
        },
      },
      fails: [
        ...callerCodes,
        ...bodyCodes,
        'contention',
        'record-not-found',
        'last-owner',
        'keys-unavailable',
      ],
    },
  },
  {
    method: 'delete',
    path: '/v1/tenant/members/{id}',
    operation: {
      operationId: 'removeMember',
      summary: 'Remove a member',
      description:
        'The person loses access everywhere within 5 s. The last owner cannot be removed.',
      tags,
      scope: 'tenant',
      parameters: [hexId],
      responses: { '204': { description: 'Removed.' } },
      fails: [...callerCodes, 'contention', 'record-not-found', 'last-owner'],
    },
  },
];
