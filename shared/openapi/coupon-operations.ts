import { couponCodes } from '#shared/categories/coupon-codes.ts';
import { loadCodesMax } from '#shared/domains/coupons/read-codes.ts';
import { jsonContent, schemaRef } from './openapi-document.ts';
import { pageParameters, parameterRef } from './parameters.ts';
import { bodyCodes, callerCodes } from './problem-responses.ts';
import { exampleCursor, exampleId, recordExample } from './record-example.ts';
import type { RouteDraft } from './route-draft.ts';

const tags = [couponCodes.title] as const;
const id = parameterRef('RecordId');
const email = 'juergen.mueller@example.com';

const created = { name: 'herbst-2026', kind: 'coupon', policy: 'once', low_stock: 100 };
const pool = {
  id: exampleId,
  created_at: '2026-11-23T09:30:00.000Z',
  ...created,
  loaded: 5_000,
  used: 1_204,
  left: 3_796,
  low: false,
};
const poolContent = jsonContent(schemaRef('CouponPool'), 'The pool', pool);
const claimCodes = [
  ...callerCodes,
  ...bodyCodes,
  'header-invalid',
  'record-not-found',
  'pool-kind',
  'idempotency-mismatch',
  'idempotency-record-gone',
  'contention',
  'keys-unavailable',
  'category-off',
] as const;
const replayed = {
  'Idempotency-Replayed': { $ref: '#/components/headers/Idempotency-Replayed' },
};
const toWriters =
  ' A key that may not read the category is told the code, its pool, and of the customer what it sent itself.';

const listPools: RouteDraft = {
  method: 'get',
  path: '/v1/coupon-pools',
  operation: {
    operationId: 'listCouponPools',
    summary: 'List pools with their stock',
    description: 'Newest first. People whose role includes the work on coupons may read it too.',
    tags,
    scope: 'coupon_codes:read',
    parameters: pageParameters,
    responses: {
      '200': {
        description: 'A page of pools.',
        content: jsonContent(schemaRef('CouponPoolPage'), 'A page', {
          items: [pool],
          next_cursor: null,
          newest_cursor: exampleCursor,
        }),
      },
    },
    fails: [...callerCodes, 'cursor-invalid'],
  },
};

const createPool: RouteDraft = {
  method: 'post',
  path: '/v1/coupon-pools',
  operation: {
    operationId: 'createCouponPool',
    summary: 'Create a pool',
    description: 'An empty pool. Its kind and policy stay as they are.',
    tags,
    scope: 'coupon_codes:write',
    parameters: [parameterRef('IdempotencyKey')],
    requestBody: {
      required: true,
      content: jsonContent(schemaRef('CouponPoolCreate'), 'A pool', created),
    },
    responses: { '201': { description: 'Created.', headers: replayed, content: poolContent } },
    fails: [
      ...callerCodes,
      ...bodyCodes,
      'header-invalid',
      'idempotency-mismatch',
      'contention',
      'keys-unavailable',
      'category-off',
    ],
  },
};

const loadCodes: RouteDraft = {
  method: 'post',
  path: '/v1/coupon-pools/{id}/codes',
  operation: {
    operationId: 'loadCouponCodes',
    summary: 'Load codes',
    description: `All codes of a file become usable at once, or none does. Codes that stand in the file twice, that the pool holds, or that it ever held are refused: \`errors\` names the lines. At most 2 MiB and ${loadCodesMax.toLocaleString('en')} codes.`,
    tags,
    scope: 'coupon_codes:write',
    parameters: [id],
    requestBody: {
      required: true,
      content: {
        'text/csv': {
          schema: schemaRef('CouponFile'),
          examples: {
            example: { summary: 'Two codes', value: 'code\r\nHERBST-7KQ2\r\nHERBST-9XW4\r\n' },
          },
        },
      },
    },
    responses: { '201': { description: 'Loaded: the pool.', content: poolContent } },
    fails: [
      ...callerCodes,
      'record-not-found',
      'content-type-unsupported',
      'body-too-large',
      'batch-too-large',
      'csv-malformed',
      'validation-failed',
      'contention',
      'keys-unavailable',
      'category-off',
    ],
  },
};

const record = recordExample(couponCodes);
const emitContent = jsonContent(schemaRef('CouponCodes'), 'The coupon', record);

const emitCoupon: RouteDraft = {
  method: 'post',
  path: '/v1/coupon-pools/{id}/emit',
  operation: {
    operationId: 'emitCoupon',
    summary: 'Give a coupon out',
    description: `No two customers ever get the same. A customer who asks again within the turn of the pool’s policy gets the same coupon, as long as its record lives.${toWriters}`,
    tags,
    scope: 'coupon_codes:write',
    parameters: [id, parameterRef('IdempotencyKey')],
    requestBody: {
      required: true,
      content: jsonContent(schemaRef('CouponEmission'), 'To whom', { email }),
    },
    responses: {
      '200': { description: 'The coupon that the customer had already.', content: emitContent },
      '201': { description: 'Given out.', headers: replayed, content: emitContent },
    },
    fails: [...claimCodes, 'pool-empty'],
  },
};

const redeemCode: RouteDraft = {
  method: 'post',
  path: '/v1/coupon-pools/{id}/redeem',
  operation: {
    operationId: 'redeemCode',
    summary: 'Hand a code in',
    description: `Each code once, compared letter by letter.${toWriters}`,
    tags,
    scope: 'coupon_codes:write',
    parameters: [id, parameterRef('IdempotencyKey')],
    requestBody: {
      required: true,
      content: jsonContent(schemaRef('CouponRedemption'), 'Who hands in which', {
        code: 'HERBST-7KQ2',
        email,
      }),
    },
    responses: {
      '201': {
        description: 'Taken in.',
        headers: replayed,
        content: jsonContent(schemaRef('CouponCodes'), 'The code', {
          ...record,
          kind: 'code',
          expires_at: '2027-05-22T09:30:00.000Z',
        }),
      },
    },
    fails: [...claimCodes, 'code-unknown', 'code-redeemed', 'policy-limit'],
  },
};

/** What coupons and codes offer beyond the generic operations. */
export const couponOperations: readonly RouteDraft[] = [
  listPools,
  createPool,
  loadCodes,
  emitCoupon,
  redeemCode,
];
