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
  left: {
    ...count,
    description: 'Unused codes. Of a pool that is closing, those still to be deleted.',
  },
  low: {
    type: 'boolean',
    description: 'Whether no more than `low_stock` are left of an open pool.',
  },
  state: {
    type: 'string',
    enum: ['open', 'closing', 'closed'],
    description: 'A pool is closed for good; while it is `closing`, its unused codes are deleted.',
  },
};

const closing = {
  closed_at: { ...schemaRef('Timestamp'), description: 'When it was closed; not of an open pool.' },
  deleted: { ...count, description: 'Unused codes that its closing has deleted so far.' },
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
      'In stock; given to somebody, or handed in by somebody, whose `record` is there; used by somebody whose record is restricted, which only those see who may see restrictions; or used by somebody who is forgotten.',
  },
  record: {
    ...schemaRef('CouponCodes'),
    description:
      'Who had the code, since when and until when this is known; without personal fields for those who read masked.',
  },
};

const statusProperties = {
  ...properties,
  tied: { ...count, description: 'Used codes whose record still tells who had them.' },
  anonymous: {
    ...count,
    description: 'Used codes of which nobody can tell any more who had them.',
  },
  history: {
    type: 'array',
    description:
      'The stock once a day, over the last 90 days, the earliest first. Counts of nobody.',
    items: {
      type: 'object',
      properties: { at: schemaRef('Timestamp'), loaded: count, used: count },
      required: ['at', 'loaded', 'used'],
    },
  },
};

/** The schema of a field that may be missing, with the value that it then has. */
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
    description: 'A pool, with what became of its codes.',
    properties: { ...statusProperties, ...closing },
    required: Object.keys(statusProperties),
  },
  CouponPoolClosing: {
    ...jsonSchemaOf(closingSchema, 'input'),
    description:
      'Closes the pool when it holds at most `at_most` unused codes, or however many where this is left out.',
  },
  CodeLookup: jsonSchemaOf(codeLookupSchema, 'input'),
  FoundCode: {
    type: 'object',
    description: 'A code where a pool holds or held it.',
    properties: foundProperties,
    required: ['pool_id', 'pool_name', 'pool_state', 'state'],
  },
  FoundCodes: {
    type: 'object',
    description: 'Where a code was found, the newest pool first; nothing where it is unknown.',
    properties: {
      items: { type: 'array', items: schemaRef('FoundCode') },
      next_cursor: {
        type: ['string', 'null'],
        description: 'Continues with older pools; null when all were searched.',
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
