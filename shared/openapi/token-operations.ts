import * as z from 'zod';
import { identifierNames } from '#shared/categories/category-subject.ts';
import { identifierFields } from '#shared/subjects/sought.ts';
import { authentications } from '#shared/subjects/tokens/give-token.ts';
import { closed } from './fixed-schemas.ts';
import { jsonSchemaOf } from './json-schema-of.ts';
import { type JsonSchema, jsonContent, schemaRef } from './openapi-document.ts';
import { parameterRef } from './parameters.ts';
import { bodyCodes, callerCodes } from './problem-responses.ts';
import { exampleId } from './record-example.ts';
import type { RouteDraft } from './route-draft.ts';
import { bodyOf } from './tenant-parts.ts';

const tags = ['Persons'] as const;
const scope = 'subjects';
const token = `mfs_blumen_${exampleId}_${'5f3c'.repeat(16)}`;

const identifiers = Object.fromEntries(
  Object.entries(identifierFields).map(([name, schema]) => [
    name,
    jsonSchemaOf(z.nonoptional(schema), 'input'),
  ]),
);

/** The schemas of tokens with which persons see and erase their own data. */
export const tokenSchemas: { readonly [name: string]: JsonSchema } = {
  NewSubjectToken: {
    type: 'object',
    properties: {
      ...identifiers,
      authenticated_by: {
        type: 'string',
        enum: [...authentications],
        description: 'How your backend authenticated the person.',
      },
    },
    required: ['authenticated_by'],
    additionalProperties: false,
    oneOf: identifierNames.map((name) => ({ required: [name] })),
  },
  SubjectToken: closed({
    id: schemaRef('RecordId'),
    token: {
      type: ['string', 'null'],
      description:
        'Only the first answer contains the token. It is null if an earlier request with the same `Idempotency-Key` got it.',
    },
    expires_at: schemaRef('Timestamp'),
    url: {
      type: ['string', 'null'],
      description: 'The URL of the page for the person. Its fragment contains the token.',
    },
  }),
};

const createToken: RouteDraft = {
  method: 'post',
  path: '/v1/subject-tokens',
  operation: {
    operationId: 'createSubjectToken',
    summary: 'Give a person a token for their own data',
    description:
      'Create a token only for a person whom your backend has authenticated. `authenticated_by` says how. Send the person to `url`. For 15 minutes the token opens the page `/my-data`. There the person can see and erase the records with their identifier, and conversations in which nobody else is identified. The token contains no personal data. A member of your tenant may create a token too. With the token the person can also download an archive of this data. If the archive would contain restricted records, and this member may not see them, the archive is refused (`archive-restricted`). Never send an API key to a browser.',
    tags,
    scope,
    remembered: true,
    requestBody: bodyOf(schemaRef('NewSubjectToken'), 'After a sign-in', {
      email: 'juergen.mueller@example.com',
      authenticated_by: 'sign_in',
    }),
    responses: {
      '201': {
        description: 'The token is created.',
        content: jsonContent(schemaRef('SubjectToken'), 'A token', {
          id: exampleId,
          token,
          expires_at: '2026-11-23T09:45:00.000Z',
          url: `https://mayfly.example.com/my-data#token=${token}`,
        }),
      },
    },
    fails: [
      ...callerCodes,
      ...bodyCodes,
      'idempotency-record-gone',
      'contention',
      'keys-unavailable',
    ],
  },
};

const deleteToken: RouteDraft = {
  method: 'delete',
  path: '/v1/subject-tokens/{id}',
  operation: {
    operationId: 'deleteSubjectToken',
    summary: 'Revoke a person’s token',
    description: 'The token stops working within 5 s.',
    tags,
    scope,
    parameters: [parameterRef('RecordId')],
    responses: { '204': { description: 'Revoked.' } },
    fails: [...callerCodes, 'record-not-found', 'contention'],
  },
};

/** The operations on tokens with which persons see and erase their own data. */
export const tokenOperations: readonly RouteDraft[] = [createToken, deleteToken];
