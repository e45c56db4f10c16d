import { closingSchema } from '#shared/domains/coupons/close-pool.ts';
import { emissionSchema } from '#shared/domains/coupons/emit-coupon.ts';
import { codeLookupSchema } from '#shared/domains/coupons/look-code-up.ts';
import { poolSchema } from '#shared/domains/coupons/pool.ts';
import { redemptionSchema } from '#shared/domains/coupons/redeem-code.ts';
import { pageSchema } from './category-schemas.ts';
import { defaultWords, jsonSchemaOf } from './json-schema-of.ts';
import { type JsonSchema, schemaRef } from './openapi-document.ts';

const count: JsonSchema = { type: 'integer', minimum: 0 };

const described = {
  name: { ...schemaRef('PlainId'), description: 'The name of the pool. It is stored unencrypted.' },
  kind: {
    type: 'string',
    enum: poolSchema.shape.kind.options,
    description:
      '`coupon`: customers get coupons from the pool. `code`: customers redeem codes of the pool.',
  },
  policy: {
    type: 'string',
    enum: poolSchema.shape.policy.options,
    description:
      'How often a customer can get a coupon or redeem a code. `once`: once, as long as the record exists. `daily`: once a day (UTC). `weekly`: once in an ISO week (UTC). `unrestricted`: without a limit.',
  },
  low_stock: {
    ...count,
    description: '`low` becomes true when the pool has at most this number of unused codes.',
  },
  fold: {
    type: 'boolean',
    description:
      'If true, case, spaces and dashes are ignored when codes are compared. Only for pools of kind `code`.',
  },
};

const stock = {
  loaded: { ...count, description: 'The number of codes that were ever loaded.' },
  used: { ...count, description: 'The number of codes that were given out or redeemed.' },
  left: {
    ...count,
    description:
      'The number of unused codes. If the pool is `closing`, Mayfly still has to delete them.',
  },
  low: {
    type: 'boolean',
    description: 'Whether an open pool has at most `low_stock` unused codes.',
  },
  state: {
    type: 'string',
    enum: ['open', 'closing', 'closed'],
    description:
      '`closing`: the pool is closed, and Mayfly is deleting its unused codes. `closed`: no unused code is left. A pool that was closed never opens again.',
  },
};

const closing = {
  closed_at: {
    ...schemaRef('Timestamp'),
    description: 'When the pool was closed; absent for an open pool.',
  },
  deleted: {
    ...count,
    description: 'The number of unused codes that were deleted since the pool was closed.',
  },
};

const properties = {
  id: schemaRef('RecordId'),
  created_at: schemaRef('Timestamp'),
  ...described,
  ...stock,
};

const foundProperties = {
  pool_id: schemaRef('RecordId'),
  pool_name: schemaRef('PlainId'),
  pool_state: stock.state,
  state: {
    type: 'string',
    enum: ['in_stock', 'given', 'redeemed', 'restricted', 'anonymous'],
    description:
      '`in_stock`: the code is not used. `given`, `redeemed`: a person has got or redeemed the code, and `record` is about this person. `restricted`: the code is used, and the record about the person is restricted. Callers who may not see restrictions get `anonymous` instead. `anonymous`: the code is used, and there is no record about a person that the caller may see.',
  },
  record: {
    ...schemaRef('CouponCodes'),
    description:
      'The record about the person who got or redeemed the code. For callers who may read only masked fields, it has no personal fields.',
  },
};

const statusProperties = {
  ...properties,
  tied: {
    ...count,
    description:
      'The number of used codes with a record about the person who got or redeemed the code.',
  },
  anonymous: {
    ...count,
    description:
      'The number of used codes without such a record, for example because it has expired.',
  },
  history: {
    type: 'array',
    description:
      'The stock on the last 90 days, the earliest day first. Days on which Mayfly noted no stock are missing. The numbers contain nothing personal.',
    items: {
      type: 'object',
      properties: { at: schemaRef('Timestamp'), loaded: count, used: count },
      required: ['at', 'loaded', 'used'],
    },
  },
  recent: {
    type: 'object',
    description:
      'The number of codes that customers got or redeemed from `since` on. `since` is 30 days ago, or later if the pool is younger or older records were deleted. An imported code counts at the time at which it was used in the older system. A use does not count if its record was deleted or restricted.',
    properties: { since: schemaRef('Timestamp'), used: count },
    required: ['since', 'used'],
  },
};

/**
 * Returns the schema of an optional field. Its description says which value a missing field has.
 */
function withDefault(schema: JsonSchema & { readonly description: string }, usual: unknown) {
  return { ...schema, description: `${schema.description} ${defaultWords(usual)}` };
}

/** The schemas of pools, and of requests that load, find, give out and redeem codes. */
export const couponSchemas: { readonly [name: string]: JsonSchema } = {
  CouponPool: {
    type: 'object',
    description: 'A pool of coupons or codes, with its stock.',
    properties: { ...properties, ...closing },
    required: Object.keys(properties),
  },
  CouponPoolStatus: {
    type: 'object',
    description: 'A pool, with the numbers of its used codes, and with its stock day by day.',
    properties: { ...statusProperties, ...closing },
    required: Object.keys(statusProperties),
  },
  CouponPoolClosing: {
    ...jsonSchemaOf(closingSchema, 'input'),
    description:
      'Closes the pool if it has at most `at_most` unused codes. Without `at_most`, the number of unused codes does not matter.',
  },
  CodeLookup: jsonSchemaOf(codeLookupSchema, 'input'),
  FoundCode: {
    type: 'object',
    description: 'A pool that has or had the code, and the state of the code in this pool.',
    properties: foundProperties,
    required: ['pool_id', 'pool_name', 'pool_state', 'state'],
  },
  FoundCodes: {
    type: 'object',
    description:
      'The pools that have or had the code, the newest first. The list is empty for an unknown code.',
    properties: {
      items: { type: 'array', items: schemaRef('FoundCode') },
      next_cursor: {
        type: ['string', 'null'],
        description:
          'Send this cursor to search older pools. It is null when all pools were searched.',
      },
    },
    required: ['items', 'next_cursor'],
  },
  CouponPoolPage: pageSchema('CouponPool'),
  CouponPoolCreate: {
    type: 'object',
    properties: {
      ...described,
      low_stock: withDefault(described.low_stock, 0),
      fold: withDefault(described.fold, false),
    },
    required: ['name', 'kind', 'policy'],
    additionalProperties: false,
  },
  CouponEmission: jsonSchemaOf(emissionSchema, 'input'),
  CouponRedemption: jsonSchemaOf(redemptionSchema, 'input'),
  CouponFile: {
    type: 'string',
    description:
      'A file in UTF-8 with one column and without invisible characters. Each line contains one code of at most 128 characters. Commas, semicolons, bars and tabs separate columns, so a code that contains one of them needs quotes. A first line that begins with `sep=` is refused. Mayfly ignores empty lines, and spaces before and after a code.',
  },
  CouponFileTrial: {
    type: 'object',
    description: 'The result of checking a file of codes.',
    properties: {
      first_codes: {
        type: 'array',
        items: { type: 'string' },
        description: 'The first codes, in the form in which they would be given out or redeemed.',
      },
      count: {
        ...count,
        description:
          'The number of codes that would be loaded if the lines with errors were removed.',
      },
      duplicates: {
        ...count,
        description:
          'The number of lines whose code is also in an earlier line, or in the pool now or earlier.',
      },
      errors: {
        type: 'array',
        items: {
          type: 'object',
          properties: { line: { type: 'integer', minimum: 1 }, rule: { type: 'string' } },
          required: ['line', 'rule'],
        },
        description: 'The first 50 lines that break a rule.',
      },
      errors_total: { ...count, description: 'How many lines break a rule.' },
    },
    required: ['first_codes', 'count', 'duplicates', 'errors', 'errors_total'],
  },
};
