import { emissionSchema } from '#shared/domains/coupons/emit-coupon.ts';
import { poolSchema } from '#shared/domains/coupons/pool.ts';
import { redemptionSchema } from '#shared/domains/coupons/redeem-code.ts';
import { pageSchema } from './category-schemas.ts';
import { defaultWords, jsonSchemaOf } from './json-schema-of.ts';
import { type JsonSchema, schemaRef } from './openapi-document.ts';

const count: JsonSchema = { type: 'integer', minimum: 0 };

const described = {
  name: { ...schemaRef('PlainId'), description: 'What people know it by. Kept unencrypted.' },
  kind: {
    type: 'string',
    enum: poolSchema.shape.kind.options,
    description: 'Coupons are given out, codes are handed in.',
  },
  policy: {
    type: 'string',
    enum: poolSchema.shape.policy.options,
    description:
      'How often a customer gets a coupon or hands a code in: once as long as the record lives, once a day or an ISO week (UTC), or as often as they like.',
  },
  low_stock: { ...count, description: 'The pool is low when so many are left.' },
  fold: {
    type: 'boolean',
    description:
      'Whether codes are compared past case, spaces and dashes when they are loaded and handed in. Only for pools of kind `code`.',
  },
};

const stock = {
  loaded: { ...count, description: 'Codes that were ever loaded.' },
  used: { ...count, description: 'How many were given out or handed in, for good.' },
  left: count,
  low: { type: 'boolean', description: 'Whether no more than `low_stock` are left.' },
};

const properties = {
  id: schemaRef('RecordId'),
  created_at: schemaRef('Timestamp'),
  ...described,
  ...stock,
};

/** A field that may be left out, with its value in that case. */
function withDefault(schema: JsonSchema & { readonly description: string }, usual: unknown) {
  return { ...schema, description: `${schema.description} ${defaultWords(usual)}` };
}

/** The schemas of pools, and of emissions, redemptions and loads at them. */
export const couponSchemas: { readonly [name: string]: JsonSchema } = {
  CouponPool: {
    type: 'object',
    description: 'A pool of coupons or codes, with its stock.',
    properties,
    required: Object.keys(properties),
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
      'One column in UTF-8, a code a line, at most 128 characters each, none of them invisible. Commas, semicolons, bars and tabs separate columns, so a code that holds one stands in quotes; a line `sep=` is refused. Empty lines do not count, nor does the space around a code.',
  },
  CouponFileTrial: {
    type: 'object',
    description: 'What a file of codes holds.',
    properties: {
      first_codes: {
        type: 'array',
        items: { type: 'string' },
        description: 'The first codes, as they would be given out or are handed in.',
      },
      count: {
        ...count,
        description: 'How many codes would be loaded if the lines with errors were left out.',
      },
      duplicates: {
        ...count,
        description: 'Lines that repeat a code of the file, or one that the pool holds or held.',
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
