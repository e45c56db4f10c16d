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
    description: 'An empty pool. Its kind, its policy and how it compares codes stay as they are.',
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
              summary: 'Codes that are typed from a product, compared past case, spaces and dashes',
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
      'Whether the first line is a header; `text/csv; header=present` and `header=absent` say the same. Where neither does, a first line that looks like a header is refused.',
    schema: { type: 'boolean' },
  },
  {
    name: 'dry_run',
    in: 'query',
    description: 'Only tries the file.',
    schema: { type: 'boolean', default: false },
  },
];
const trial = {
  first_codes: ['HERBST-7KQ2', 'HERBST-9XW4'],
  count: 2,
  duplicates: 1,
  errors: [
    { line: 1, rule: 'a header or a code: say ?header=true or ?header=false' },
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
    description: `All codes of a file become usable at once, or none does. Codes that stand in the file twice, that the pool holds, or that it ever held are refused, as are lines with more than one column or with characters that nobody sees: \`errors\` names the lines. At most 2 MiB and ${loadCodesMax.toLocaleString('en')} codes. With \`dry_run\` the file is only tried: nothing is stored, the answer shows what would be, and \`Idempotency-Key\` says nothing.`,
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
        description: 'With `dry_run`: what the file holds. Nothing was stored.',
        content: jsonContent(schemaRef('CouponFileTrial'), 'A file with faults', trial),
      },
      '201': { description: 'Loaded: the pool.', content: poolContent },
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
    summary: 'Show how a pool stands',
    description:
      'Its stock now and day by day, and how many used codes are still tied to a person. Everything is counted, whatever the number of codes; nothing of a person is told.',
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
      'Deletes its unused codes. Nothing is loaded, given out or handed in any more: that answers `pool-closed`, within 5 s everywhere, and for good once all unused codes are gone. What was given out or handed in stays as it is, and a customer who asks again within their turn gets their coupon. Of a large stock a request deletes 4,000 codes and answers 202 with what is left; ask again for more, or leave it: a sweep does the rest within minutes. A closed pool answers the same again. A close with `at_most` is refused when the pool holds more unused codes than that.',
    tags,
    scope: 'coupon_codes:write',
    parameters: [id],
    remembered: true,
    requestBody: {
      required: true,
      content: jsonContent(schemaRef('CouponPoolClosing'), 'With what was shown before', {
        confirm: true,
        at_most: 3_796,
      }),
    },
    responses: {
      '200': {
        description: 'Closed, and nothing is left.',
        content: jsonContent(schemaRef('CouponPool'), 'The pool', closed),
      },
      '202': {
        description: 'Closed. `left` codes are still to be deleted.',
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
    summary: 'Find out what became of a code',
    description:
      'Finds a code by its text, which stands in the body, in the pools that hold or held it: in stock, given out, handed in, or used by somebody who is forgotten. Codes are compared as their pools compare them. A request looks into 100 pools unless `limit` says otherwise. Who may read codes only masked is told the same without personal fields.',
    tags,
    scope: 'coupon_codes:read',
    requestBody: {
      required: true,
      content: jsonContent(schemaRef('CodeLookup'), 'A code', { code: 'HERBST-7KQ2' }),
    },
    responses: {
      '200': {
        description: 'Where it was found.',
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
    summary: 'Give a coupon out',
    description: `No two customers ever get the same. A customer who asks again within the turn of the pool’s policy gets the same coupon, as long as its record lives.${toWriters}`,
    tags,
    scope: 'coupon_codes:write',
    parameters: [id],
    remembered: true,
    requestBody: {
      required: true,
      content: jsonContent(schemaRef('CouponEmission'), 'To whom', { email }),
    },
    responses: {
      '200': { description: 'The coupon that the customer had already.', content: emitContent },
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
    summary: 'Hand a code in',
    description: `Each code once, compared letter by letter, or past case, spaces and dashes where the pool folds. The answer has the code as it was loaded.${toWriters}`,
    tags,
    scope: 'coupon_codes:write',
    parameters: [id],
    remembered: true,
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

/** The operations on coupons and codes, in addition to the generic ones. */
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
