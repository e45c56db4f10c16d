import { policies } from '#shared/base/time/policy-period.ts';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import { drawInput, finishInput } from '#shared/domains/raffles/draw-input.ts';
import { endDaysMax, kinds, raffleInput } from '#shared/domains/raffles/raffle-input.ts';
import { replacementReasons } from '#shared/domains/raffles/verification/draw-format.ts';
import { pageSchema } from './category-schemas.ts';
import { jsonSchemaOf } from './json-schema-of.ts';
import { type JsonSchema, schemaRef } from './openapi-document.ts';

const count: JsonSchema = { type: 'integer', minimum: 0 };

function object(
  description: string,
  required: { readonly [name: string]: JsonSchema },
  optional: { readonly [name: string]: JsonSchema } = {},
): JsonSchema {
  const properties = { ...required, ...optional };
  return { type: 'object', description, properties, required: Object.keys(required) };
}

const warnings: JsonSchema = {
  type: 'array',
  maxItems: 10,
  description: 'Warnings about a request that succeeded. Programs can rely on `code`.',
  items: object('A warning.', { code: { type: 'string' }, detail: { type: 'string' } }),
};

const prize = object('A prize: how many there are, and how many were won.', {
  id: schemaRef('PlainId'),
  quantity: count,
  awarded: {
    ...count,
    description:
      'How many of these prizes were won. The number does not change when a winner is deleted.',
  },
});

const raffle = object(
  'A raffle. The winners of a `giveaway` are drawn later. In an `instant_win`, each participation is decided at once.',
  {
    id: schemaRef('RecordId'),
    created_at: schemaRef('Timestamp'),
    expires_at: schemaRef('Timestamp'),
    name: { type: 'string' },
    kind: { type: 'string', enum: kinds },
    policy: { type: 'string', enum: policies },
    starts_at: schemaRef('Timestamp'),
    ends_at: schemaRef('Timestamp'),
    warnings,
  },
  {
    chance: {
      type: 'number',
      description: 'For an instant win: the probability that a participation wins.',
    },
    prizes: { type: 'array', maxItems: 20, items: prize },
  },
);

const personal = Object.entries(raffleParticipations.fields)
  .filter(([name]) => !['raffle_id', 'outcome', 'prize'].includes(name))
  .map(([name, { schema }]) => [name, jsonSchemaOf(schema, 'output')] as const);

const winner = object(
  'A winner: a copy of the participation that won. The copy is deleted with the participation. Only callers who may read the category get its personal fields.',
  {
    id: schemaRef('RecordId'),
    raffle_id: schemaRef('RecordId'),
    participation_id: schemaRef('RecordId'),
    participated_at: schemaRef('Timestamp'),
    drawn_at: schemaRef('Timestamp'),
    expires_at: schemaRef('Timestamp'),
  },
  {
    draw_id: schemaRef('RecordId'),
    rank: {
      type: 'integer',
      minimum: 1,
      description:
        'The winner’s place in the draw: 1 for the winner who was drawn first. Persons who replace a winner get the places after the last winner.',
    },
    replaced_at: {
      ...schemaRef('Timestamp'),
      description: 'When another person replaced this winner.',
    },
    replaced_reason: { type: 'string', enum: replacementReasons },
    prize: schemaRef('PlainId'),
    masked: {
      type: 'array',
      items: { type: 'string' },
      description:
        'Only for callers who may read only masked fields: the names of the omitted fields.',
    },
    ...Object.fromEntries(personal),
  },
);

const hex: JsonSchema = { type: 'string', pattern: '^[0-9a-f]{64}$' };
const hash: JsonSchema = { type: 'string', pattern: '^[A-Za-z0-9_-]{43}$' };
const place: JsonSchema = { type: 'integer', minimum: 1 };

const placeOfDraw = object(
  'A place in the result of a draw. The place stays if its winner is deleted.',
  {
    place,
    position: {
      ...place,
      description:
        'The winner’s position in the order of all entrants, which the seed decides. If an entrant comes before the last winner and has no place, the entrant was skipped.',
    },
    entrant: {
      type: 'string',
      pattern: '^[0-9a-f]{32}$',
      description:
        'The token that stands for the winner’s participation. It is used only in this draw.',
    },
  },
  {
    replaces: {
      ...place,
      description: 'If this winner replaces another one: the place of the replaced winner.',
    },
    reason: { type: 'string', enum: replacementReasons },
    draw_id: {
      ...schemaRef('RecordId'),
      description:
        'If this winner replaces another one: the id of the draw that made the replacement.',
    },
  },
);

const check = object(
  'The data with which people can check the draw.',
  {
    entrants: { ...count, description: 'The number of entrants in the stored list.' },
    entrants_sha256: hex,
    seed_sha256: hex,
    commitment: {
      ...hash,
      description:
        'A hash of everything that was fixed before the winners were drawn. The manager log contains this hash in an `outcome` of the form `commitment:…`.',
    },
  },
  {
    seed: { ...hex, description: 'The seed. It is secret until the winners are drawn.' },
    public_value: {
      type: 'string',
      description: 'The public value that was added to the seed. It is published.',
    },
    result: { ...hash, description: 'A hash of all places, including all replacements until now.' },
  },
);

const draw = object(
  'A draw with its live winners. Replacing a winner makes a separate draw, which uses the order of the original draw.',
  {
    id: schemaRef('RecordId'),
    raffle_id: schemaRef('RecordId'),
    state: {
      type: 'string',
      enum: ['committed', 'drawn'],
      description:
        '`committed`: the entrants and the seed are stored, but no winner is drawn yet. `drawn`: the winners are drawn.',
    },
    committed_at: schemaRef('Timestamp'),
    expires_at: schemaRef('Timestamp'),
    count: { ...count, description: 'The requested number of winners.' },
    drawn: {
      ...count,
      description:
        'The number of winners that were drawn, including those that were deleted later.',
    },
    winners: { type: 'array', maxItems: 500, items: schemaRef('RaffleWinner') },
    warnings,
  },
  {
    drawn_at: schemaRef('Timestamp'),
    places: { type: 'array', items: placeOfDraw },
    check,
    place: {
      ...place,
      description: 'Only in a replacement: the new winner’s place in the original draw.',
    },
    replaces: object(
      'Only in a replacement: the original draw, and the replaced winner’s place in that draw.',
      {
        draw_id: schemaRef('RecordId'),
        place,
      },
    ),
    reason: { type: 'string', enum: replacementReasons },
  },
);

/** The schemas of raffles, draws and winners, by the names of their components. */
export const raffleSchemas: { readonly [name: string]: JsonSchema } = {
  RaffleCreate: {
    ...jsonSchemaOf(raffleInput, 'input'),
    description: `\`name\` is stored encrypted. By default \`starts_at\` is now, and \`ends_at\` is a year after \`starts_at\`. \`ends_at\` is at most ${endDaysMax} days from now. An \`instant_win\` needs \`chance\` and \`prizes\`, and a \`giveaway\` must not have them.`,
  },
  Raffle: raffle,
  RafflePage: pageSchema('Raffle'),
  DrawCreate: {
    ...jsonSchemaOf(drawInput, 'input'),
    description:
      '`replaces` is the id of a winner, or a place of a draw. With `replaces`, `reason` is required and `count` must be 1.',
  },
  DrawFinish: {
    ...jsonSchemaOf(finishInput, 'input'),
    description:
      '`public_value` is a value that nobody could know when the draw was announced, such as the numbers of a lottery. It is published. Send null to use none.',
  },
  Draw: draw,
  DrawPage: pageSchema('Draw'),
  RaffleWinner: winner,
  RaffleWinnerPage: pageSchema('RaffleWinner'),
};
