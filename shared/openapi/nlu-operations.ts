import { nluMessages } from '#shared/categories/nlu-messages.ts';
import { reviewSchema } from '#shared/domains/nlu/review-message.ts';
import { pageSizeMax } from '#shared/records/page.ts';
import { changedSchema } from './category-schemas.ts';
import { closed } from './fixed-schemas.ts';
import { jsonSchemaOf } from './json-schema-of.ts';
import { type JsonSchema, jsonContent, schemaRef } from './openapi-document.ts';
import { filterParameters, parameterRef } from './parameters.ts';
import { bodyCodes, callerCodes } from './problem-responses.ts';
import { recordExample } from './record-example.ts';
import type { RouteDraft } from './route-draft.ts';

const tags = [nluMessages.title.en] as const;
const path = `/v1/${nluMessages.path}`;
const scope = `${nluMessages.id}:write`;

const figures = { count: 412, mean_confidence: 0.8713, reviewed: 40, right: 34, accuracy: 0.85 };

const summary: RouteDraft = {
  method: 'get',
  path: `${path}/summary`,
  operation: {
    operationId: 'summariseNluMessages',
    summary: 'See how well intents are recognised',
    description:
      'The figures of the live messages, in total and for each intent in the order of their names. `accuracy` is the part of the reviewed that is right; null where nothing is reviewed.',
    tags,
    scope: `${nluMessages.id}:read`,
    parameters: [
      parameterRef('Limit'),
      parameterRef('Cursor'),
      ...filterParameters(nluMessages).filter(({ name }) => name === 'experience_id'),
    ],
    responses: {
      '200': {
        description: 'The figures, with a page of intents.',
        content: jsonContent(schemaRef('NluSummary'), 'One intent', {
          total: figures,
          items: [{ intent: 'bestellung.status', ...figures }],
          next_cursor: null,
        }),
      },
    },
    fails: [...callerCodes, 'cursor-invalid'],
  },
};

const reviewed = {
  ...recordExample(nluMessages),
  reviewed: true,
  verdict: 'corrected',
  corrected_intent: 'bestellung.aendern',
};

const review: RouteDraft = {
  method: 'put',
  path: `${path}/{id}/review`,
  operation: {
    operationId: 'reviewNluMessage',
    summary: 'Say whether the intent is right',
    description:
      'A later review replaces an earlier one. The model’s own intent stays as it is; `intent` is the one that would have been right.',
    tags,
    scope,
    parameters: [parameterRef('RecordId')],
    requestBody: {
      required: true,
      content: jsonContent(schemaRef('NluReview'), 'Another intent', {
        verdict: 'corrected',
        intent: 'bestellung.aendern',
      }),
    },
    responses: {
      '200': {
        description: 'The message with its review.',
        content: jsonContent(schemaRef('NluMessagesChanged'), 'A message', reviewed),
      },
    },
    fails: [...callerCodes, ...bodyCodes, 'record-not-found', 'contention', 'keys-unavailable'],
  },
};

const withdraw: RouteDraft = {
  method: 'delete',
  path: `${path}/{id}/review`,
  operation: {
    operationId: 'withdrawNluReview',
    summary: 'Take a review back',
    description: 'The message counts as not reviewed again.',
    tags,
    scope,
    parameters: [parameterRef('RecordId')],
    responses: { '204': { description: 'Not reviewed.' } },
    fails: [...callerCodes, 'record-not-found', 'contention', 'keys-unavailable'],
  },
};

/** What NLU messages offer beyond the generic operations. */
export const nluOperations: readonly RouteDraft[] = [summary, review, withdraw];

const count: JsonSchema = { type: 'integer', minimum: 0 };
const part: JsonSchema = { type: ['number', 'null'], minimum: 0, maximum: 1 };
const figureSchemas = {
  count,
  mean_confidence: { ...part, description: 'Of those that say their confidence.' },
  reviewed: count,
  right: count,
  accuracy: part,
};

export const nluSchemas: { readonly [name: string]: JsonSchema } = {
  NluMessagesChanged: changedSchema(nluMessages),
  NluReview: {
    ...jsonSchemaOf(reviewSchema, 'input'),
    description: '`intent` goes with the verdict `corrected`, and only with it.',
  },
  NluSummary: closed({
    total: closed(figureSchemas, 'All messages, those without an intent among them.'),
    items: {
      type: 'array',
      maxItems: pageSizeMax,
      items: closed({ intent: schemaRef('IntentName'), ...figureSchemas }),
    },
    next_cursor: { oneOf: [schemaRef('Cursor'), { type: 'null' }] },
  }),
};
