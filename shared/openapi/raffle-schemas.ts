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
  description: 'Warnings about a request that succeeded. Programs can use `code`.',
  items: object('A warning.', { code: { type: 'string' }, detail: { type: 'string' } }),
};

const prize = object('A prize with its stock.', {
  id: schemaRef('PlainId'),
  quantity: count,
  awarded: {
    ...count,
    description:
      'The number of prizes that were given. It does not change when a winner is deleted.',
  },
});

const raffle = object(
  'A giveaway, whose winners are drawn later, or an instant win, which is decided at once.',
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
      description: 'For an instant win: the chance that a participation wins.',
    },
    prizes: { type: 'array', maxItems: 20, items: prize },
  },
);

const personal = Object.entries(raffleParticipations.fields)
  .filter(([name]) => !['raffle_id', 'outcome', 'prize'].includes(name))
  .map(([name, { schema }]) => [name, jsonSchemaOf(schema, 'output')] as const);

const winner = object(
  'A copy of the participation that won. Only callers who may read the category get its personal fields. The copy is deleted with the participation.',
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
        'The place in the draw: 1 for the winner that was drawn first. Replacements get the places after the last winner.',
    },
    replaced_at: {
      ...schemaRef('Timestamp'),
      description: 'Set when another person has replaced this winner.',
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
  'A place of a draw. If its winner is deleted, the place stays.',
  {
    place,
    position: {
      ...place,
      description:
        'The winner’s position in the order that the seed decides. If a position is missing in the list of places, its entrant was skipped.',
    },
    entrant: {
      type: 'string',
      pattern: '^[0-9a-f]{32}$',
      description: 'The token that stands for the winner’s participation, in this draw only.',
    },
  },
  {
    replaces: { ...place, description: 'For a replacement: the place of the replaced winner.' },
    reason: { type: 'string', enum: replacementReasons },
    draw_id: {
      ...schemaRef('RecordId'),
      description: 'For a replacement: the id of the draw that made the replacement.',
    },
  },
);

const check = object(
  'The data for checking the draw.',
  {
    entrants: { ...count, description: 'The number of entrants in the list.' },
    entrants_sha256: hex,
    seed_sha256: hex,
    commitment: {
      ...hash,
      description:
        'A hash of everything that was decided before the draw. The manager log contains the hash in an outcome `commitment:…`.',
    },
  },
  {
    seed: { ...hex, description: 'The seed. It is secret until the winners are drawn.' },
    public_value: {
      type: 'string',
      description: 'The value that was added to the seed for the draw.',
    },
    result: { ...hash, description: 'A hash of the places, with all replacements so far.' },
  },
);

const draw = object(
  'A draw with its live winners. The replacement of a winner is a separate draw, which uses the order of the original draw.',
  {
    id: schemaRef('RecordId'),
    raffle_id: schemaRef('RecordId'),
    state: {
      type: 'string',
      enum: ['committed', 'drawn'],
      description: '`committed`: entrants and seed are stored, but nobody is drawn yet.',
    },
    committed_at: schemaRef('Timestamp'),
    expires_at: schemaRef('Timestamp'),
    count: { ...count, description: 'The requested number of winners.' },
    drawn: {
      ...count,
      description: 'The number of drawn winners. Winners that were deleted later are included.',
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
      description: 'For a replacement: the place of the new winner in the original draw.',
    },
    replaces: object(
      'For a replacement: the original draw, and the place of the replaced winner in it.',
      {
        draw_id: schemaRef('RecordId'),
        place,
      },
    ),
    reason: { type: 'string', enum: replacementReasons },
  },
);

/** The schemas of raffles by the names of their components. */
export const raffleSchemas: { readonly [name: string]: JsonSchema } = {
  RaffleCreate: {
    ...jsonSchemaOf(raffleInput, 'input'),
    description: `\`name\` is stored encrypted. By default \`starts_at\` is now. Without \`ends_at\` the raffle runs for a year. It ends at most ${endDaysMax} days from now. An \`instant_win\` needs \`chance\` and \`prizes\`, and a \`giveaway\` must not have them.`,
  },
  Raffle: raffle,
  RafflePage: pageSchema('Raffle'),
  DrawCreate: {
    ...jsonSchemaOf(drawInput, 'input'),
    description:
      '`replaces` (the id of a winner, or a place of a draw) requires `reason` and a `count` of 1.',
  },
  DrawFinish: {
    ...jsonSchemaOf(finishInput, 'input'),
    description:
      '`public_value`: a value that nobody could know when the draw was announced, such as the numbers of a lottery; null for none. It is published.',
  },
  Draw: draw,
  DrawPage: pageSchema('Draw'),
  RaffleWinner: winner,
  RaffleWinnerPage: pageSchema('RaffleWinner'),
};
