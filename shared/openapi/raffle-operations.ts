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
    description:
      'Live raffles, newest first. An instant win is listed with the stock of its prizes.',
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
      'The winners of a `giveaway` are drawn later. In an `instant_win`, each participation is decided at once: it wins with the probability `chance`, as long as `prizes` are left. `policy` states how often a person may take part: once (`once`), once in a UTC day (`daily`), once in an ISO week (`weekly`), or without limit (`unrestricted`). Participations are kept for 60 days by default. If a giveaway lasts longer than its participations are kept, the answer contains a warning.',
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
    description:
      'The draws, the latest first, with their live winners. A page contains at most 20 draws.',
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
      'Each live participation has the same chance. A person with several participations has more chances, but wins at most once in all draws of the raffle. If fewer than `count` persons can win, all of them win, and `warnings` says so. First Mayfly stores the list of entrants and a secret seed. The manager log gets a hash of both (the commitment), so neither can change later. Then the seed decides who wins, and is published. With `announce_only` the winners are not drawn yet: `PUT /v1/raffle-draws/{id}/result` draws them later. With `replaces` and `reason` the request replaces a winner: the next person in the order of the same draw wins instead. The replaced winner stays in the list, with the mark `replaced_at`.',
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
      'already-replaced',
      'nobody-left',
      'batch-too-large',
    ],
  },
};

const finishDraw: RouteDraft = {
  method: 'put',
  path: '/v1/raffle-draws/{id}/result',
  operation: {
    operationId: 'finishDraw',
    summary: 'Draw the winners of an announced draw',
    description:
      'Draws the winners of a draw in the state `committed`: a draw that was only announced, or was interrupted. If you send a `public_value`, Mayfly adds it to the seed. Then nobody can know the winners before the `public_value` exists, not even somebody who knows the seed. A finished draw does not change.',
    tags,
    scope: 'raffle_participations:write',
    parameters: [raffleId],
    requestBody: {
      required: true,
      content: jsonContent(schemaRef('DrawFinish'), 'With the numbers of a lottery', {
        public_value: '3-17-22-31-40-49',
      }),
    },
    responses: {
      '200': {
        description: 'Drawn.',
        content: jsonContent(schemaRef('Draw'), 'The draw', drawExample),
      },
    },
    fails: [
      ...callerCodes,
      ...bodyCodes,
      'category-off',
      'record-not-found',
      'draw-finished',
      'batch-too-large',
      'contention',
      'keys-unavailable',
    ],
  },
};

const checkDraw: RouteDraft = {
  method: 'get',
  path: '/v1/raffle-draws/{id}/check',
  operation: {
    operationId: 'exportDraw',
    summary: 'Export a draw for a check',
    description:
      'A text file with everything that is needed to repeat the draw: a line of JSON, then one line for each entrant, in ascending order. The file names no person. `npm run verify-draw -- FILE` checks the file offline, and the console checks it in the browser. For a replacement, the answer is the file of the original draw.',
    tags,
    scope: 'raffle_participations:read',
    parameters: [raffleId],
    responses: {
      '200': {
        description: 'The draw file.',
        headers: { 'Content-Disposition': { $ref: '#/components/headers/Content-Disposition' } },
        content: { 'text/plain': { schema: { type: 'string' } } },
      },
    },
    fails: [...callerCodes, 'record-not-found', 'keys-unavailable'],
  },
};

const listWinners: RouteDraft = {
  method: 'get',
  path: '/v1/raffles/{id}/winners',
  operation: {
    operationId: 'listWinners',
    summary: 'List winners',
    description:
      'The winners of all draws of a giveaway, or the winners of an instant win. The latest winner comes first.',
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

/**
 * The operations on raffles, draws and winners. Participations also have the operations of every
 * category.
 */
export const raffleOperations: readonly RouteDraft[] = [
  listRaffles,
  createRaffle,
  listDraws,
  draw,
  finishDraw,
  checkDraw,
  listWinners,
  csv('winners', 'exportWinners'),
  csv('participants', 'exportParticipants'),
];
