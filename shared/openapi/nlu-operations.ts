import { nluMessages } from '#shared/categories/nlu-messages.ts';
import { reviewedAtOnceMax, reviewSchema } from '#shared/domains/nlu/review-message.ts';
import { weeksKept } from '#shared/domains/nlu/week-counts.ts';
import { pageSizeMax } from '#shared/records/page.ts';
import { changedSchema } from './category-schemas.ts';
import { closed, strict } from './fixed-schemas.ts';
import { jsonSchemaOf } from './json-schema-of.ts';
import { type JsonSchema, jsonContent, type Parameter, schemaRef } from './openapi-document.ts';
import { filterParameters, parameterRef } from './parameters.ts';
import { bodyCodes, callerCodes } from './problem-responses.ts';
import { exampleId, recordExample } from './record-example.ts';
import type { RouteDraft } from './route-draft.ts';

const tags = [nluMessages.title.en] as const;
const path = `/v1/${nluMessages.path}`;
const scope = `${nluMessages.id}:write`;

const figures = {
  count: 412,
  mean_confidence: 0.8713,
  reviewed: 40,
  right: 34,
  corrected: 4,
  accuracy: 0.85,
};

const summary: RouteDraft = {
  method: 'get',
  path: `${path}/summary`,
  operation: {
    operationId: 'summariseNluMessages',
    summary: 'See how well intents are recognised',
    description:
      'Figures about the live messages: for all messages, and for each intent. Intents are sorted by name. `accuracy` is the share of reviewed messages whose intent is correct. It is null if no message is reviewed.',
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
    summary: 'List the intents',
    description: 'The names of the live messages’ intents, sorted.',
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
      'The counts of reviews with each verdict, for each intent and week. The week is the week of the message, not of its review. The counts stay for two years after the intent’s last review, even if the messages are deleted. An erasure of the category deletes the counts. The counts contain nothing about a person.',
    tags,
    scope: `${nluMessages.id}:read`,
    parameters: [parameterRef('Limit'), parameterRef('Cursor')],
    responses: {
      '200': {
        description: 'A page of intents, sorted by name.',
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
  description: 'Only messages that expire before this time.',
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
    summary: 'List messages to review',
    description:
      'Live messages without a review. The message that expires next comes first. `newest_cursor` is null. If you filter by confidence, messages without a confidence are not listed.',
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
    summary: 'Count messages to review',
    description:
      'The number of live messages without a review, and how many of them expire before a given time. By default this time is one day from now.',
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
    summary: 'Give several messages the same review',
    description:
      'Stores the same review for up to 100 messages, in one commit. If `review` is null, the reviews of these messages are removed. If some of the messages do not exist, the answer lists their ids, and the others are reviewed.',
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
        description: 'The results.',
        content: jsonContent(schemaRef('NluReviewed'), 'All messages were reviewed', {
          reviewed: 1,
          missing: [],
        }),
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
    summary: 'Say whether the intent is correct',
    description:
      'A later review replaces an earlier one. With the verdict `corrected`, `intent` is the correct intent. The intent that the classifier gave does not change.',
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
    summary: 'Remove a review',
    description: 'The review is removed. The message stays.',
    tags,
    scope,
    parameters: [parameterRef('RecordId')],
    responses: { '204': { description: 'The message has no review now.' } },
    fails: [...callerCodes, 'record-not-found', 'contention', 'keys-unavailable'],
  },
};

/** Operations that only NLU messages have, and no other category. */
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
  mean_confidence: {
    ...part,
    description: 'The average confidence of the messages that have a confidence.',
  },
  reviewed: count,
  right: count,
  corrected: {
    ...count,
    description: 'The number of messages for which a review gave another intent.',
  },
  accuracy: part,
};

export const nluSchemas: { readonly [name: string]: JsonSchema } = {
  NluMessagesChanged: changedSchema(nluMessages),
  NluReview: {
    ...jsonSchemaOf(reviewSchema, 'input'),
    description:
      'With the verdict `corrected`, `intent` is required. With other verdicts it is not allowed.',
  },
  NluReviews: strict({
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
          description: 'Null for messages without an intent.',
        },
        weeks: {
          type: 'array',
          maxItems: weeksKept,
          items: closed({
            week: {
              type: 'string',
              format: 'date',
              description: 'The Monday of the week, in UTC.',
            },
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
    total: closed(
      figureSchemas,
      'The figures about all messages, including messages without an intent.',
    ),
    items: {
      type: 'array',
      maxItems: pageSizeMax,
      items: closed({ intent: schemaRef('IntentName'), ...figureSchemas }),
    },
    next_cursor: { oneOf: [schemaRef('Cursor'), { type: 'null' }] },
  }),
};
