import { couponCodes } from '#shared/categories/coupon-codes.ts';
import { loadCodesMax } from '#shared/domains/coupons/collect-codes.ts';
import { jsonContent, type Parameter, schemaRef } from './openapi-document.ts';
import { pageParameters, parameterRef } from './parameters.ts';
import { bodyCodes, callerCodes } from './problem-responses.ts';
import { exampleCursor, exampleId, recordExample } from './record-example.ts';
import type { RouteDraft } from './route-draft.ts';

const tags = [couponCodes.title.en] as const;
const id = parameterRef('RecordId');
const email = 'juergen.mueller@example.com';

const sent = { name: 'herbst-2026', kind: 'coupon', policy: 'once', low_stock: 100 };
const created = { ...sent, fold: false };
const pool = {
  id: exampleId,
  created_at: '2026-11-23T09:30:00.000Z',
  ...created,
  loaded: 5_000,
  used: 1_204,
  left: 3_796,
  low: false,
  state: 'open',
};
const status = {
  ...pool,
  tied: 1_180,
  anonymous: 24,
  history: [
    { at: '2026-11-24T00:02:00.000Z', loaded: 5_000, used: 610 },
    { at: '2026-11-25T00:02:00.000Z', loaded: 5_000, used: 1_190 },
  ],
  recent: { since: '2026-11-23T09:30:00.000Z', used: 1_204 },
};
const poolContent = jsonContent(schemaRef('CouponPool'), 'The pool', pool);
const claimCodes = [
  ...callerCodes,
  ...bodyCodes,
  'record-not-found',
  'pool-kind',
  'pool-closed',
  'idempotency-record-gone',
  'contention',
  'keys-unavailable',
  'category-off',
] as const;
const toWriters =
  ' If an API key may not read the category, the answer contains only the code, its pool, and the customer fields that the request sent.';

const listPools: RouteDraft = {
  method: 'get',
  path: '/v1/coupon-pools',
  operation: {
    operationId: 'listCouponPools',
    summary: 'List pools with their stock',
    description:
      'The newest pool comes first. People whose role includes the work on coupons may read this list too.',
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
    description: 'Creates an empty pool. `kind`, `policy` and `fold` of a pool never change.',
    tags,
    scope: 'coupon_codes:write',
    remembered: true,
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: schemaRef('CouponPoolCreate'),
          examples: {
            example: { summary: 'Coupons that are given out', value: sent },
            codes: {
              summary: 'Codes that people copy from a product; case, spaces and dashes are ignored',
              value: { name: 'etikett-2026', kind: 'code', policy: 'unrestricted', fold: true },
            },
          },
        },
      },
    },
    responses: { '201': { description: 'Created.', content: poolContent } },
    fails: [...callerCodes, ...bodyCodes, 'contention', 'keys-unavailable', 'category-off'],
  },
};

const loadParameters: readonly Parameter[] = [
  {
    name: 'header',
    in: 'query',
    description:
      'Whether the first line is a header. You can say it with the content type instead: `text/csv; header=present` or `text/csv; header=absent`. If the request does not say it, Mayfly refuses a first line that looks like a header.',
    schema: { type: 'boolean' },
  },
  {
    name: 'dry_run',
    in: 'query',
    description: 'If true, Mayfly only checks the file, and stores nothing.',
    schema: { type: 'boolean', default: false },
  },
];
const trial = {
  first_codes: ['HERBST-7KQ2', 'HERBST-9XW4'],
  count: 2,
  duplicates: 1,
  errors: [
    {
      line: 1,
      rule: 'looks like a header: say whether it is one, with ?header=true or ?header=false',
    },
    { line: 4, rule: 'not twice, see line 2' },
  ],
  errors_total: 2,
};

const loadCodes: RouteDraft = {
  method: 'post',
  path: '/v1/coupon-pools/{id}/codes',
  operation: {
    operationId: 'loadCouponCodes',
    summary: 'Load codes',
    description: `Loads all codes of a file into the pool, or none. All of them become usable at the same moment. Mayfly refuses the file if a code is in it twice, or if the pool has or had a code of it. It also refuses a file with invisible characters, or with more than one column. \`errors\` names the broken lines. A file may have at most 2 MiB and ${loadCodesMax.toLocaleString('en')} codes. With \`dry_run\` the file is only checked. Nothing is stored, the answer shows the effect, and \`Idempotency-Key\` is ignored.`,
    tags,
    scope: 'coupon_codes:write',
    parameters: [id, ...loadParameters],
    remembered: true,
    requestBody: {
      required: true,
      content: {
        'text/csv': {
          schema: schemaRef('CouponFile'),
          examples: {
            example: { summary: 'Two codes', value: 'HERBST-7KQ2\r\nHERBST-9XW4\r\n' },
            header: {
              summary: 'With a header, sent with ?header=true',
              value: 'Gutscheincode\r\nHERBST-7KQ2\r\nHERBST-9XW4\r\n',
            },
          },
        },
      },
    },
    responses: {
      '200': {
        description: 'The answer to `dry_run`: what the file contains. Nothing was stored.',
        content: jsonContent(schemaRef('CouponFileTrial'), 'A file with faults', trial),
      },
      '201': {
        description: 'The codes are loaded. The answer shows the pool.',
        content: poolContent,
      },
    },
    fails: [
      ...callerCodes,
      'record-not-found',
      'pool-closed',
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

const readPool: RouteDraft = {
  method: 'get',
  path: '/v1/coupon-pools/{id}',
  operation: {
    operationId: 'readCouponPool',
    summary: 'Show the state of a pool',
    description:
      'Gives the present stock, and the stock day by day. A used code has the record of the person who got or redeemed it, until this record is deleted. The answer says how many used codes still have such a record. All numbers are exact counts. The answer contains nothing about a person.',
    tags,
    scope: 'coupon_codes:read',
    parameters: [id],
    responses: {
      '200': {
        description: 'The pool.',
        content: jsonContent(schemaRef('CouponPoolStatus'), 'A pool', status),
      },
    },
    fails: [...callerCodes, 'record-not-found'],
  },
};

const closed = {
  ...pool,
  left: 0,
  state: 'closed',
  closed_at: '2026-11-29T09:30:00.000Z',
  deleted: 3_796,
};

const closePool: RouteDraft = {
  method: 'post',
  path: '/v1/coupon-pools/{id}/close',
  operation: {
    operationId: 'closeCouponPool',
    summary: 'Close a pool for good',
    description:
      'Closes the pool and deletes its unused codes. After at most 5 s, Mayfly answers `pool-closed` to every request that loads, newly gives out or redeems a code of this pool. Used codes do not change. If a customer has got a coupon and asks again within their turn (the period that the `policy` sets), they still get the same coupon. One request deletes at most 4,000 codes that are stored one by one. In addition, it deletes the codes of an interrupted upload, at most 50,000. If unused codes are left, the answer is 202 with their number. A sweep deletes them within minutes. You can also repeat the request. If all codes of a closed pool are deleted, a repetition changes nothing. If the pool has more unused codes than `at_most`, the request is refused.',
    tags,
    scope: 'coupon_codes:write',
    parameters: [id],
    remembered: true,
    requestBody: {
      required: true,
      content: jsonContent(
        schemaRef('CouponPoolClosing'),
        '`at_most` is the number of unused codes that the caller has seen',
        {
          confirm: true,
          at_most: 3_796,
        },
      ),
    },
    responses: {
      '200': {
        description: 'The pool is closed, and no unused code is left.',
        content: jsonContent(schemaRef('CouponPool'), 'The pool', closed),
      },
      '202': {
        description: 'The pool is closed. `left` codes must still be deleted.',
        content: jsonContent(schemaRef('CouponPool'), 'The pool', {
          ...closed,
          state: 'closing',
          left: 96_000,
          deleted: 4_000,
        }),
      },
    },
    fails: [
      ...callerCodes,
      ...bodyCodes,
      'record-not-found',
      'plan-changed',
      'contention',
      'keys-unavailable',
      'category-off',
    ],
  },
};

const record = recordExample(couponCodes);

const lookCodeUp: RouteDraft = {
  method: 'post',
  path: `/v1/${couponCodes.path}/lookup`,
  operation: {
    operationId: 'lookUpCouponCode',
    summary: 'Find the state of a code',
    description:
      'Finds the pools that have or had a code. For each of these pools the answer gives the state of the code, for example `in_stock` or `redeemed`. The code is in the body, because logs contain URLs. Each pool compares codes by its own rule, see `fold`. One request searches `limit` pools, by default 100. Callers who may read only masked fields get records without personal fields.',
    tags,
    scope: 'coupon_codes:read',
    requestBody: {
      required: true,
      content: jsonContent(schemaRef('CodeLookup'), 'A code', { code: 'HERBST-7KQ2' }),
    },
    responses: {
      '200': {
        description: 'The pools that have or had the code.',
        content: jsonContent(schemaRef('FoundCodes'), 'A coupon that was given out', {
          items: [
            {
              pool_id: exampleId,
              pool_name: 'herbst-2026',
              pool_state: 'open',
              state: 'given',
              record,
            },
          ],
          next_cursor: null,
        }),
      },
    },
    fails: [...callerCodes, ...bodyCodes, 'cursor-invalid', 'keys-unavailable'],
  },
};

const emitContent = jsonContent(schemaRef('CouponCodes'), 'The coupon', record);

const emitCoupon: RouteDraft = {
  method: 'post',
  path: '/v1/coupon-pools/{id}/emit',
  operation: {
    operationId: 'emitCoupon',
    summary: 'Give out a coupon',
    description: `Two customers never get the same coupon. A customer gets one coupon in a turn. The pool’s \`policy\` sets how long a turn is. With \`unrestricted\` there are no turns, and each new request gives out another coupon. If the customer asks again within the turn, the answer is the same coupon, as long as its record exists.${toWriters}`,
    tags,
    scope: 'coupon_codes:write',
    parameters: [id],
    remembered: true,
    requestBody: {
      required: true,
      content: jsonContent(schemaRef('CouponEmission'), 'To whom', { email }),
    },
    responses: {
      '200': { description: 'The coupon that the customer already had.', content: emitContent },
      '201': { description: 'Given out.', content: emitContent },
    },
    fails: [...claimCodes, 'pool-empty', 'policy-limit'],
  },
};

const redeemCode: RouteDraft = {
  method: 'post',
  path: '/v1/coupon-pools/{id}/redeem',
  operation: {
    operationId: 'redeemCode',
    summary: 'Redeem a code',
    description: `A code can be redeemed once. If \`fold\` of the pool is true, case, spaces and dashes of the code are ignored. Otherwise the code must be the same, letter by letter. The answer contains the code as it was loaded.${toWriters}`,
    tags,
    scope: 'coupon_codes:write',
    parameters: [id],
    remembered: true,
    requestBody: {
      required: true,
      content: jsonContent(schemaRef('CouponRedemption'), 'A customer and a code', {
        code: 'HERBST-7KQ2',
        email,
      }),
    },
    responses: {
      '201': {
        description: 'The code is redeemed.',
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

/**
 * The operations on coupons, codes and pools. Coupons and codes also have the operations of every
 * category.
 */
export const couponOperations: readonly RouteDraft[] = [
  listPools,
  createPool,
  readPool,
  loadCodes,
  closePool,
  lookCodeUp,
  emitCoupon,
  redeemCode,
];
