import { customers } from '#shared/categories/customers.ts';
import { mergeSchema } from '#shared/categories/record-schema.ts';
import { predecessorsMax } from '#shared/domains/customers/keep-history.ts';
import { describeProperties } from './describe-field.ts';
import { closed } from './fixed-schemas.ts';
import { jsonSchemaOf } from './json-schema-of.ts';
import { type JsonSchema, jsonContent, patchContent, schemaRef } from './openapi-document.ts';
import { parameterRef } from './parameters.ts';
import { bodyCodes, callerCodes } from './problem-responses.ts';
import { exampleId, recordExample } from './record-example.ts';
import type { RouteDraft } from './route-draft.ts';

const tags = [customers.title.en] as const;
const path = `/v1/${customers.path}/{id}/history`;
const parameters = [parameterRef('RecordId')];

const readHistory: RouteDraft = {
  method: 'get',
  path,
  operation: {
    operationId: 'readCustomerHistory',
    summary: 'List earlier values',
    description: `The last ${predecessorsMax} earlier values of each key, the latest first, with the times of their replacement. Removed values are included. Earlier values are deleted with the customer.`,
    tags,
    scope: `${customers.id}:read`,
    parameters,
    responses: {
      '200': {
        description: 'The earlier values, by their keys.',
        content: jsonContent(schemaRef('CustomerHistory'), 'A customer who moved', {
          id: exampleId,
          values: { ort: [{ value: 'Bonn', replaced_at: '2026-11-20T14:05:11.402Z' }] },
        }),
      },
    },
    fails: [...callerCodes, 'record-not-found', 'keys-unavailable'],
  },
};

const clearHistory: RouteDraft = {
  method: 'delete',
  path,
  operation: {
    operationId: 'clearCustomerHistory',
    summary: 'Delete earlier values',
    description:
      'The present values do not change. Use this request to remove a wrong value after its correction.',
    tags,
    scope: `${customers.id}:delete`,
    parameters,
    responses: { '204': { description: 'Deleted.' } },
    fails: [...callerCodes, 'record-not-found', 'contention'],
  },
};

const changed = jsonContent(schemaRef('CustomersChanged'), 'A customer', recordExample(customers));

const merge: RouteDraft = {
  method: 'patch',
  path: `/v1/${customers.path}`,
  operation: {
    operationId: 'mergeCustomer',
    summary: 'Set values of the customer with an email',
    description:
      'A JSON Merge Patch (RFC 7396) of the live customer with the `email` in the body. If there is no such customer, the request creates the customer. The patch changes single keys of `values`, and null removes a key. So if several callers set different values at once, no value is lost. The request counts as an interaction, so the expiry becomes later.',
    tags,
    scope: `${customers.id}:write`,
    tagged: true,
    conditional: true,
    requestBody: {
      required: true,
      content: patchContent(schemaRef('CustomersMerge'), 'One value is set, and one is removed', {
        email: 'juergen.mueller@example.com',
        authenticated_by: 'sign_in',
        values: { ort: 'Bonn', lieblingsblume: null },
      }),
    },
    responses: {
      '200': { description: 'Changed.', content: changed },
      '201': { description: 'Created.', content: changed },
    },
    fails: [
      ...callerCodes,
      ...bodyCodes,
      'batch-too-large',
      'contention',
      'keys-unavailable',
      'category-off',
    ],
  },
};

/** The operations on customers, in addition to the generic ones. */
export const customerOperations: readonly RouteDraft[] = [merge, readHistory, clearHistory];

export const customerSchemas: { readonly [name: string]: JsonSchema } = {
  CustomersMerge: {
    ...describeProperties(customers, jsonSchemaOf(mergeSchema(customers), 'input')),
    description:
      'The email, how the customer has proved it, and the changes. null removes a field, or a key of `values`.',
  },
  CustomerHistory: closed({
    id: schemaRef('RecordId'),
    values: {
      type: 'object',
      additionalProperties: {
        type: 'array',
        maxItems: predecessorsMax,
        items: closed({
          value: { description: 'Any JSON value.' },
          replaced_at: schemaRef('Timestamp'),
        }),
      },
    },
  }),
};
