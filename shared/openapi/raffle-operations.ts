import { csvAnswer, csvDescription } from './export-operations.ts';
import { jsonContent, schemaRef } from './openapi-document.ts';
import { csvParameters, pageParameters, parameterRef } from './parameters.ts';
import { bodyCodes, callerCodes } from './problem-responses.ts';
import { drawExample, raffleExample, raffleSent, winnerExample } from './raffle-examples.ts';
import { exampleCursor } from './record-example.ts';
import type { RouteDraft } from './route-draft.ts';

const tags = ['Raffles'] as const;
const raffleId = parameterRef('RecordId');
const cursors = { next_cursor: null, newest_cursor: exampleCursor };

const writeCodes = [
  ...callerCodes,
  ...bodyCodes,
  'category-off',
  'idempotency-record-gone',
  'contention',
  'keys-unavailable',
] as const;

const listRaffles: RouteDraft = {
  method: 'get',
  path: '/v1/raffles',
  operation: {
    operationId: 'listRaffles',
    summary: 'List raffles',
    description: 'Live raffles, newest first, instant wins with their stock.',
    tags,
    scope: 'raffle_participations:read',
    parameters: pageParameters,
    responses: {
      '200': {
        description: 'A page of raffles.',
        content: jsonContent(schemaRef('RafflePage'), 'A page', {
          items: [raffleExample],
          ...cursors,
        }),
      },
    },
    fails: [...callerCodes, 'cursor-invalid', 'keys-unavailable'],
  },
};

const createRaffle: RouteDraft = {
  method: 'post',
  path: '/v1/raffles',
  operation: {
    operationId: 'createRaffle',
    summary: 'Create a raffle',
    description:
      'A giveaway is drawn later; an instant win is decided when a person takes part, with `chance` and as long as `prizes` last. The policy counts in UTC days and ISO weeks. A giveaway longer than 60 days is warned of.',
    tags,
    scope: 'raffle_participations:write',
    remembered: true,
    requestBody: {
      required: true,
      content: jsonContent(schemaRef('RaffleCreate'), 'A giveaway', raffleSent),
    },
    responses: {
      '201': {
        description: 'Created.',
        content: jsonContent(schemaRef('Raffle'), 'The raffle', raffleExample),
      },
    },
    fails: writeCodes,
  },
};

const listDraws: RouteDraft = {
  method: 'get',
  path: '/v1/raffles/{id}/draws',
  operation: {
    operationId: 'listDraws',
    summary: 'List draws with their winners',
    description: 'The latest first, at most 20 a page, each with its live winners.',
    tags,
    scope: 'raffle_participations:read',
    parameters: [raffleId, ...pageParameters],
    responses: {
      '200': {
        description: 'A page of draws.',
        content: jsonContent(schemaRef('DrawPage'), 'A page', { items: [drawExample], ...cursors }),
      },
    },
    fails: [...callerCodes, 'cursor-invalid', 'record-not-found', 'keys-unavailable'],
  },
};

const draw: RouteDraft = {
  method: 'post',
  path: '/v1/raffles/{id}/draws',
  operation: {
    operationId: 'drawWinners',
    summary: 'Draw winners',
    description:
      'Uniformly among the live entries, one win a person across all draws of the raffle: a person with more entries has more chances. Where fewer can win, all do, and `warnings` says so.',
    tags,
    scope: 'raffle_participations:write',
    parameters: [raffleId],
    remembered: true,
    requestBody: {
      required: true,
      content: jsonContent(schemaRef('DrawCreate'), 'One winner', { count: 1 }),
    },
    responses: {
      '201': {
        description: 'Drawn.',
        content: jsonContent(schemaRef('Draw'), 'The draw', drawExample),
      },
    },
    fails: [
      ...writeCodes,
      'record-not-found',
      'draw-not-offered',
      'draw-unfinished',
      'batch-too-large',
    ],
  },
};

const listWinners: RouteDraft = {
  method: 'get',
  path: '/v1/raffles/{id}/winners',
  operation: {
    operationId: 'listWinners',
    summary: 'List winners',
    description: 'Of all draws, or of an instant win; the latest first.',
    tags,
    scope: 'raffle_participations:read',
    parameters: [raffleId, ...pageParameters],
    responses: {
      '200': {
        description: 'A page of winners.',
        content: jsonContent(schemaRef('RaffleWinnerPage'), 'A page', {
          items: [winnerExample],
          ...cursors,
        }),
      },
    },
    fails: [...callerCodes, 'cursor-invalid', 'record-not-found', 'keys-unavailable'],
  },
};

function csv(what: 'winners' | 'participants', operationId: string): RouteDraft {
  return {
    method: 'get',
    path: `/v1/raffles/{id}/${what}.csv`,
    operation: {
      operationId,
      summary: `Export ${what} as CSV`,
      description: csvDescription(`The live ${what} of one raffle, newest first`),
      tags,
      scope: 'raffle_participations:export',
      parameters: [raffleId, ...csvParameters],
      responses: { '200': csvAnswer },
      fails: [...callerCodes, 'record-not-found', 'keys-unavailable'],
    },
  };
}

/** What raffles offer beyond the generic operations on participations. */
export const raffleOperations: readonly RouteDraft[] = [
  listRaffles,
  createRaffle,
  listDraws,
  draw,
  listWinners,
  csv('winners', 'exportWinners'),
  csv('participants', 'exportParticipants'),
];
