import { customers } from '#shared/categories/customers.ts';
import { predecessorsMax } from '#shared/domains/customers/keep-history.ts';
import { closed } from './fixed-schemas.ts';
import { type JsonSchema, jsonContent, schemaRef } from './openapi-document.ts';
import { parameterRef } from './parameters.ts';
import { callerCodes } from './problem-responses.ts';
import { exampleId } from './record-example.ts';
import type { RouteDraft } from './route-draft.ts';

const tags = [customers.title.en] as const;
const path = `/v1/${customers.path}/{id}/history`;
const parameters = [parameterRef('RecordId')];

const readHistory: RouteDraft = {
  method: 'get',
  path,
  operation: {
    operationId: 'readCustomerHistory',
    summary: 'See what the values were before',
    description: `The last ${predecessorsMax} predecessors of each value, the latest first, with the times of their replacement; of a value that was taken away too. They go with the customer.`,
    tags,
    scope: `${customers.id}:read`,
    parameters,
    responses: {
      '200': {
        description: 'The predecessors, by the keys of the values.',
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
    summary: 'Delete what the values were before',
    description: 'The values stay. A value that was wrong would else outlive its correction.',
    tags,
    scope: `${customers.id}:delete`,
    parameters,
    responses: { '204': { description: 'Deleted.' } },
    fails: [...callerCodes, 'record-not-found', 'contention'],
  },
};

/** What customers offer beyond the generic operations. */
export const customerOperations: readonly RouteDraft[] = [readHistory, clearHistory];

export const customerSchemas: { readonly [name: string]: JsonSchema } = {
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
