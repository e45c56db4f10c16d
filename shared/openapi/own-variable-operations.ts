import { variables } from '#shared/categories/variables.ts';
import { closed, strict } from './fixed-schemas.ts';
import { type JsonSchema, jsonContent, type Parameter, schemaRef } from './openapi-document.ts';
import { parameterRef } from './parameters.ts';
import { bodyCodes, deviceCodes } from './problem-responses.ts';
import { exampleCursor, recordExample } from './record-example.ts';
import type { RouteDraft } from './route-draft.ts';
import { bodyOf } from './tenant-parts.ts';

const tags = ['Device data'] as const;
const scope = 'device';
const path = '/v1/own-variables';
const example = recordExample(variables) ?? {};
const touched = { experience_id: example['experience_id'], name: example['name'] };
const sent = { experience_id: 'gartenberatung', name: 'lieblingsblume', value: 'Akelei' };

const variableNameSchema = { type: 'string', pattern: '^[A-Za-z0-9_]{1,64}$' } as const;
const filterOf = (name: string, description: string): Parameter => ({
  name,
  in: 'query',
  description,
  schema: name === 'name' ? variableNameSchema : schemaRef('PlainId'),
});
const narrowed = [
  parameterRef('Limit'),
  parameterRef('Cursor'),
  filterOf('experience_id', 'Only variables of this experience.'),
  filterOf('name', 'Only variables of this name.'),
];

/**
 * The schemas for a tenant's web page that reads and writes the variables of its own conversation.
 */
export const ownVariableSchemas: { readonly [name: string]: JsonSchema } = {
  OwnVariable: {
    type: 'object',
    description:
      'A variable that a web page sends. It does not name the conversation, because the token already identifies it.',
    properties: {
      experience_id: schemaRef('PlainId'),
      name: variableNameSchema,
      scope: { type: 'string', enum: ['process', 'global'] },
      value: { description: 'Any JSON.' },
      expires_at: schemaRef('Timestamp'),
    },
    required: ['experience_id', 'name'],
    additionalProperties: false,
  },
  OwnVariableTouch: strict({ experience_id: schemaRef('PlainId'), name: variableNameSchema }),
  OwnVariableTouched: closed({ expires_at: schemaRef('Timestamp') }),
  OwnVariablesDeleted: closed({
    deleted: { type: 'integer', minimum: 0 },
    has_more: {
      type: 'boolean',
      description: 'True if there are more variables to delete. Then send the request again.',
    },
  }),
};

/**
 * The operations with which a tenant's web page reads and writes the variables of its own
 * conversation. They need a device token.
 */
export const ownVariableOperations: readonly RouteDraft[] = [
  {
    method: 'get',
    path,
    operation: {
      operationId: 'listOwnVariables',
      summary: 'List the variables of the token’s conversation',
      description: 'The variables of the device token’s conversation, newest first.',
      tags,
      scope,
      parameters: narrowed,
      responses: {
        '200': {
          description: 'One page of the list of variables.',
          content: jsonContent(schemaRef('VariablesPage'), 'A page', {
            items: [example],
            next_cursor: null,
            newest_cursor: exampleCursor,
          }),
        },
      },
      fails: [...deviceCodes, 'scope-missing', 'cursor-invalid', 'contention'],
    },
  },
  {
    method: 'put',
    path,
    operation: {
      operationId: 'setOwnVariable',
      summary: 'Set a variable of the token’s conversation',
      description:
        'Creates a variable. If the conversation has a live variable with the same experience and name, the request replaces that variable.',
      tags,
      scope,
      requestBody: bodyOf(schemaRef('OwnVariable'), 'A favourite flower', sent),
      responses: {
        '200': {
          description: 'Changed.',
          content: jsonContent(schemaRef('Variables'), 'A variable', example),
        },
        '201': {
          description: 'Created.',
          content: jsonContent(schemaRef('Variables'), 'A variable', example),
        },
      },
      fails: [...deviceCodes, ...bodyCodes, 'scope-missing', 'contention'],
    },
  },
  {
    method: 'patch',
    path,
    operation: {
      operationId: 'touchOwnVariable',
      summary: 'Start the retention of a variable again',
      description:
        'Sets the expiry of a variable of the token’s conversation to the end of the retention, counted from now. Changes nothing else of the variable.',
      tags,
      scope,
      requestBody: bodyOf(schemaRef('OwnVariableTouch'), 'A variable', touched),
      responses: {
        '200': {
          description: 'The new expiry.',
          content: jsonContent(schemaRef('OwnVariableTouched'), 'The new expiry', {
            expires_at: example['expires_at'],
          }),
        },
      },
      fails: [...deviceCodes, ...bodyCodes, 'scope-missing', 'record-not-found', 'contention'],
    },
  },
  {
    method: 'delete',
    path,
    operation: {
      operationId: 'deleteOwnVariables',
      summary: 'Delete variables of the token’s conversation',
      description:
        'Deletes variables of the conversation: all of them, or only those with the given experience and name. One request deletes at most `limit` variables.',
      tags,
      scope,
      parameters: narrowed,
      responses: {
        '200': {
          description: 'The number of deleted variables.',
          content: jsonContent(schemaRef('OwnVariablesDeleted'), 'Two variables', {
            deleted: 2,
            has_more: false,
          }),
        },
      },
      fails: [...deviceCodes, 'scope-missing', 'cursor-invalid', 'contention'],
    },
  },
];
