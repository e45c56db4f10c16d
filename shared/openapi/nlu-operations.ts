import { nluMessages } from '#shared/categories/nlu-messages.ts';
import { reviewedAtOnceMax, reviewSchema } from '#shared/domains/nlu/review-message.ts';
import { weeksKept } from '#shared/domains/nlu/week-counts.ts';
import { pageSizeMax } from '#shared/records/page.ts';
import { changedSchema } from './category-schemas.ts';
import { closed } from './fixed-schemas.ts';
import { jsonSchemaOf } from './json-schema-of.ts';
import { type JsonSchema, jsonContent, type Parameter, schemaRef } from './openapi-document.ts';
import { filterParameters, parameterRef } from './parameters.ts';
import { bodyCodes, callerCodes } from './problem-responses.ts';
import { exampleId, recordExample } from './record-example.ts';
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

const intents: RouteDraft = {
  method: 'get',
  path: `${path}/intents`,
  operation: {
    operationId: 'listNluIntents',
    summary: 'See which intents there are',
    description: 'The intents of the live messages, in the order of their names, without figures.',
    tags,
    scope: `${nluMessages.id}:read`,
    parameters: [
      parameterRef('Limit'),
      parameterRef('Cursor'),
      ...filterParameters(nluMessages).filter(({ name }) => name === 'experience_id'),
    ],
    responses: {
      '200': {
        description: 'A page of intents.',
        content: jsonContent(schemaRef('NluIntents'), 'One intent', {
          items: [{ intent: 'bestellung.status' }],
          next_cursor: null,
        }),
      },
    },
    fails: [...callerCodes, 'cursor-invalid'],
  },
};

const accuracy: RouteDraft = {
  method: 'get',
  path: `${path}/accuracy`,
  operation: {
    operationId: 'readNluAccuracy',
    summary: 'See how accuracy changes over time',
    description:
      'What reviews found, by intent and by the week in which the messages came. The counts stay for two years after the last review of the intent, when the messages are long gone: they hold no person. They go when the category is erased.',
    tags,
    scope: `${nluMessages.id}:read`,
    parameters: [parameterRef('Limit'), parameterRef('Cursor')],
    responses: {
      '200': {
        description: 'A page of intents, in the order of their names.',
        content: jsonContent(schemaRef('NluAccuracy'), 'One intent', {
          items: [
            {
              intent: 'bestellung.status',
              weeks: [{ week: '2026-11-23', right: 34, wrong: 4, corrected: 2 }],
            },
          ],
          next_cursor: null,
        }),
      },
    },
    fails: [...callerCodes, 'cursor-invalid'],
  },
};

const expiresBefore: Parameter = {
  name: 'expires_before',
  in: 'query',
  description: 'Only what goes before this.',
  schema: schemaRef('Timestamp'),
};

const narrowing = filterParameters(nluMessages).filter(({ name }) =>
  ['intent', 'experience_id', 'confidence_min', 'confidence_max'].includes(name),
);

const queue: RouteDraft = {
  method: 'get',
  path: `${path}/queue`,
  operation: {
    operationId: 'listNluQueue',
    summary: 'List what is to be reviewed',
    description:
      'Live messages that nobody has reviewed, the one that goes first first. `newest_cursor` is null. Filtered by confidence, it leaves out messages without one.',
    tags,
    scope: `${nluMessages.id}:read`,
    parameters: [parameterRef('Limit'), parameterRef('Cursor'), ...narrowing, expiresBefore],
    responses: {
      '200': {
        description: 'A page of messages.',
        content: jsonContent(schemaRef('NluMessagesPage'), 'A page', {
          items: [recordExample(nluMessages)],
          next_cursor: null,
          newest_cursor: null,
        }),
      },
    },
    fails: [...callerCodes, 'cursor-invalid', 'keys-unavailable'],
  },
};

const queueCount: RouteDraft = {
  method: 'get',
  path: `${path}/queue/count`,
  operation: {
    operationId: 'countNluQueue',
    summary: 'Count what is to be reviewed',
    description:
      'How many live messages nobody has reviewed, and how many of them go before an instant: within a day unless told.',
    tags,
    scope: `${nluMessages.id}:read`,
    parameters: [...narrowing.filter(({ name }) => name === 'experience_id'), expiresBefore],
    responses: {
      '200': {
        description: 'The counts.',
        content: jsonContent(schemaRef('NluQueueCount'), 'A count', { unreviewed: 120, going: 11 }),
      },
    },
    fails: [...callerCodes],
  },
};

const reviewMany: RouteDraft = {
  method: 'put',
  path: `${path}/reviews`,
  operation: {
    operationId: 'reviewNluMessages',
    summary: 'Review several messages alike',
    description:
      'One finding about up to 100 messages, in one commit; `review` null takes their reviews back. Messages that are not there are named and keep nobody from reviewing the others.',
    tags,
    scope,
    requestBody: {
      required: true,
      content: jsonContent(schemaRef('NluReviews'), 'Right', {
        ids: [exampleId],
        review: { verdict: 'right' },
      }),
    },
    responses: {
      '200': {
        description: 'What became of them.',
        content: jsonContent(schemaRef('NluReviewed'), 'All of them', { reviewed: 1, missing: [] }),
      },
    },
    fails: [...callerCodes, ...bodyCodes, 'contention'],
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
    tagged: true,
    conditional: true,
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
    conditional: true,
    summary: 'Take a review back',
    description: 'The message counts as not reviewed again.',
    tags,
    scope,
    parameters: [parameterRef('RecordId')],
    responses: { '204': { description: 'Not reviewed.' } },
    fails: [...callerCodes, 'record-not-found', 'contention', 'keys-unavailable'],
  },
};

/** The operations on NLU messages, in addition to the generic ones. */
export const nluOperations: readonly RouteDraft[] = [
  summary,
  intents,
  accuracy,
  queue,
  queueCount,
  review,
  withdraw,
  reviewMany,
];

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
  NluReviews: closed({
    ids: { type: 'array', minItems: 1, maxItems: reviewedAtOnceMax, items: { type: 'string' } },
    review: { oneOf: [schemaRef('NluReview'), { type: 'null' }] },
  }),
  NluReviewed: closed({
    reviewed: count,
    missing: { type: 'array', maxItems: reviewedAtOnceMax, items: { type: 'string' } },
  }),
  NluQueueCount: closed({ unreviewed: count, going: count }),
  NluAccuracy: closed({
    items: {
      type: 'array',
      maxItems: pageSizeMax,
      items: closed({
        intent: {
          oneOf: [schemaRef('IntentName'), { type: 'null' }],
          description: 'Null for messages that were given no intent.',
        },
        weeks: {
          type: 'array',
          maxItems: weeksKept,
          items: closed({
            week: { type: 'string', format: 'date', description: 'Its Monday, in UTC.' },
            right: count,
            wrong: count,
            corrected: count,
          }),
        },
      }),
    },
    next_cursor: { oneOf: [schemaRef('Cursor'), { type: 'null' }] },
  }),
  NluIntents: closed({
    items: {
      type: 'array',
      maxItems: pageSizeMax,
      items: closed({ intent: schemaRef('IntentName') }),
    },
    next_cursor: { oneOf: [schemaRef('Cursor'), { type: 'null' }] },
  }),
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
