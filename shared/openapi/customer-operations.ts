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
    description: `Lists up to ${predecessorsMax} earlier values of each key of \`values\`, the latest first. For each value the answer says when it was replaced or removed. Earlier values are deleted with the customer.`,
    tags,
    scope: `${customers.id}:read`,
    parameters,
    responses: {
      '200': {
        description: 'The earlier values of each key.',
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
      'Deletes all earlier values of the customer. The present values do not change. If you have corrected a wrong value, this request also removes the wrong value from the earlier values.',
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
      'The body is a JSON Merge Patch (RFC 7396). Its `email` says which live customer is changed. If there is no such customer, the request creates one. The patch changes only the keys of `values` that it contains, and null removes a key. So no value is lost if several callers set different keys at the same time. The request counts as an interaction, so the customer expires later.',
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

/** Operations that only customers have, and no other category. */
export const customerOperations: readonly RouteDraft[] = [merge, readHistory, clearHistory];

export const customerSchemas: { readonly [name: string]: JsonSchema } = {
  CustomersMerge: {
    ...describeProperties(customers, jsonSchemaOf(mergeSchema(customers), 'input')),
    description:
      'The customer’s email, how the customer has proved their identity, and the changes. null removes a field, or a key of `values`.',
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
