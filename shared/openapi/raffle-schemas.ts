import { policies } from '#shared/base/time/policy-period.ts';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import { drawInput } from '#shared/domains/raffles/draw-winners.ts';
import { endDaysMax, kinds, raffleInput } from '#shared/domains/raffles/raffle-input.ts';
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
  description: 'What went through and should be known all the same; programs go by `code`.',
  items: object('A warning.', { code: { type: 'string' }, detail: { type: 'string' } }),
};

const prize = object('A prize with its stock.', {
  id: schemaRef('PlainId'),
  quantity: count,
  awarded: {
    ...count,
    description: 'How many are given. They stay given when a winner is deleted.',
  },
});

const raffle = object(
  'A giveaway, of which winners are drawn, or an instant win, which says at once.',
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
    chance: { type: 'number', description: 'Of an instant win: how likely a participation wins.' },
    prizes: { type: 'array', maxItems: 20, items: prize },
  },
);

const personal = Object.entries(raffleParticipations.fields)
  .filter(([name]) => !['raffle_id', 'outcome', 'prize'].includes(name))
  .map(([name, { schema }]) => [name, jsonSchemaOf(schema, 'output')] as const);

const winner = object(
  'A copy of the participation that won. Its personal fields are for keys that may read the category; it goes with the participation.',
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
    rank: { type: 'integer', minimum: 1, description: '1 for whoever was drawn first.' },
    prize: schemaRef('PlainId'),
    masked: {
      type: 'array',
      items: { type: 'string' },
      description: 'For whoever reads without personal fields: the names of those left out.',
    },
    ...Object.fromEntries(personal),
  },
);

const draw = object('A draw with those of its winners that are live.', {
  id: schemaRef('RecordId'),
  raffle_id: schemaRef('RecordId'),
  drawn_at: schemaRef('Timestamp'),
  expires_at: schemaRef('Timestamp'),
  count: { ...count, description: 'How many were to be drawn.' },
  drawn: { ...count, description: 'How many were drawn, also when some are gone since.' },
  winners: { type: 'array', maxItems: 500, items: schemaRef('RaffleWinner') },
  warnings,
});

/** The schemas of raffles by the names of their components. */
export const raffleSchemas: { readonly [name: string]: JsonSchema } = {
  RaffleCreate: {
    ...jsonSchemaOf(raffleInput, 'input'),
    description: `\`name\` is kept encrypted. \`starts_at\` is now unless sent; without \`ends_at\` it runs for a year; it ends at most ${endDaysMax} days ahead. instant_win has chance and prizes, giveaway has neither.`,
  },
  Raffle: raffle,
  RafflePage: pageSchema('Raffle'),
  DrawCreate: jsonSchemaOf(drawInput, 'input'),
  Draw: draw,
  DrawPage: pageSchema('Draw'),
  RaffleWinner: winner,
  RaffleWinnerPage: pageSchema('RaffleWinner'),
};
