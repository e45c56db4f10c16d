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
    description: 'A pool gives out coupons, or redeems codes.',
  },
  policy: {
    type: 'string',
    enum: poolSchema.shape.policy.options,
    description:
      'How often a customer gets a coupon or redeems a code: once while the record exists, once in a day or in an ISO week (UTC), or without a limit.',
  },
  low_stock: {
    ...count,
    description: 'The stock counts as low if at most this number of codes is unused.',
  },
  fold: {
    type: 'boolean',
    description:
      'Whether codes are compared without case, spaces and dashes when they are loaded and redeemed. Only for pools of kind `code`.',
  },
};

const stock = {
  loaded: { ...count, description: 'The number of codes that were ever loaded.' },
  used: { ...count, description: 'The number of codes that were given out or redeemed.' },
  left: {
    ...count,
    description: 'The number of unused codes. In a closing pool these must still be deleted.',
  },
  low: {
    type: 'boolean',
    description: 'Whether an open pool has at most `low_stock` unused codes.',
  },
  state: {
    type: 'string',
    enum: ['open', 'closing', 'closed'],
    description:
      'A closed pool never opens again. While it is `closing`, its unused codes are deleted.',
  },
};

const closing = {
  closed_at: {
    ...schemaRef('Timestamp'),
    description: 'When the pool was closed; absent for an open pool.',
  },
  deleted: {
    ...count,
    description: 'The number of unused codes that the closing has deleted so far.',
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
      '`in_stock`: not used. `given`, `redeemed`: used by the person whom the `record` is about. `restricted`: used, and the record of the person is restricted; callers who may not see restrictions get `anonymous` instead. `anonymous`: used, but there is no record of a person that the caller may see.',
  },
  record: {
    ...schemaRef('CouponCodes'),
    description:
      'The record of the person who used the code. Callers who may read only masked fields get it without personal fields.',
  },
};

const statusProperties = {
  ...properties,
  tied: {
    ...count,
    description:
      'The number of used codes that still have the record of the person who got or redeemed the code.',
  },
  anonymous: {
    ...count,
    description: 'The number of used codes without a record of a person.',
  },
  history: {
    type: 'array',
    description:
      'The stock on each noted day of the last 90 days, the earliest first. The numbers contain nothing personal.',
    items: {
      type: 'object',
      properties: { at: schemaRef('Timestamp'), loaded: count, used: count },
      required: ['at', 'loaded', 'used'],
    },
  },
  recent: {
    type: 'object',
    description:
      'The number of codes that customers got or redeemed from `since` on. `since` is 30 days ago, or later, for example the creation of the pool. Imported codes that were already used do not count.',
    properties: { since: schemaRef('Timestamp'), used: count },
    required: ['since', 'used'],
  },
};

/**
 * The schema of a field that may be missing. Its description says which value the field then has.
 */
function withDefault(schema: JsonSchema & { readonly description: string }, usual: unknown) {
  return { ...schema, description: `${schema.description} ${defaultWords(usual)}` };
}

/** The schemas of pools, emissions, redemptions and loads. */
export const couponSchemas: { readonly [name: string]: JsonSchema } = {
  CouponPool: {
    type: 'object',
    description: 'A pool of coupons or codes, with its stock.',
    properties: { ...properties, ...closing },
    required: Object.keys(properties),
  },
  CouponPoolStatus: {
    type: 'object',
    description: 'A pool, with the states of its codes.',
    properties: { ...statusProperties, ...closing },
    required: Object.keys(statusProperties),
  },
  CouponPoolClosing: {
    ...jsonSchemaOf(closingSchema, 'input'),
    description:
      'Closes the pool if it has at most `at_most` unused codes. If `at_most` is missing, the pool is closed with any number of unused codes.',
  },
  CodeLookup: jsonSchemaOf(codeLookupSchema, 'input'),
  FoundCode: {
    type: 'object',
    description: 'A found code, and the pool that has or had it.',
    properties: foundProperties,
    required: ['pool_id', 'pool_name', 'pool_state', 'state'],
  },
  FoundCodes: {
    type: 'object',
    description: 'The pools with the code, the newest first; empty for an unknown code.',
    properties: {
      items: { type: 'array', items: schemaRef('FoundCode') },
      next_cursor: {
        type: ['string', 'null'],
        description:
          'Send it to continue with older pools. It is null when all pools were searched.',
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
      'One column in UTF-8, with a code of at most 128 characters in each line, and no invisible characters. Commas, semicolons, bars and tabs separate columns, so a code with one of them needs quotes. A line `sep=` is refused. Empty lines, and spaces around a code, are ignored.',
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
        description: 'Lines that repeat a code of the file, or a code that the pool has or had.',
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
