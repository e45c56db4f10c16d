import { jsonContent, schemaRef } from './openapi-document.ts';
import { pageParameters, parameterRef } from './parameters.ts';
import { anyCodes, bodyCodes, callerCodes } from './problem-responses.ts';
import { exampleCursor } from './record-example.ts';
import type { RouteDraft } from './route-draft.ts';
import { bodyOf } from './tenant-parts.ts';

const tags = ['Persons'] as const;
const scope = 'subjects';

/** The salt in the examples of erasures. */
export const exampleSalt = 'q83vEjRWeJCrze8SNFZ4kA';

const jws = 'eyJhbGciOiJFUzI1NiJ9.eyJraW5kIjoiZXJhc3VyZSJ9.c2lnbmF0dXJl';

const readReceipt: RouteDraft = {
  method: 'get',
  path: '/v1/erasures/{id}/receipt',
  operation: {
    operationId: 'readErasureReceipt',
    summary: 'Read the receipt of an erasure',
    description:
      'A JWS (ES256, `typ` `mayfly-receipt+jws`). It contains the counts and times of the erasure, and says which data stays. It says when the data keys are destroyed at the latest, and from when on no backup contains the data. It also says what the receipt does not prove, and contains the hash of the tenant’s previous receipt. `npm run verify-receipt` and the page `/verify` check the receipt without the service.',
    tags,
    scope,
    parameters: [parameterRef('RecordId')],
    responses: {
      '200': {
        description: 'The receipt.',
        content: { 'application/jose': { schema: { type: 'string' } } },
      },
    },
    fails: [...callerCodes, 'record-not-found', 'receipt-pending', 'keys-unavailable'],
  },
};

const recheck: RouteDraft = {
  method: 'post',
  path: '/v1/erasures/{id}/recheck',
  operation: {
    operationId: 'recheckErasure',
    summary: 'Repeat the search of an erasure',
    description:
      'Send again the values that identified the person or conversation, and the salt of the erasure. Mayfly compares them with the erasure’s commitment, which is a salted hash of the values. It does not store the values or the salt. Then Mayfly repeats the search. If the search finds nothing, Mayfly signs a receipt of absence. Otherwise the answer contains the counts of found records, and Mayfly signs nothing.',
    tags,
    scope,
    remembered: true,
    parameters: [parameterRef('RecordId')],
    requestBody: bodyOf(schemaRef('RecheckRequest'), 'The erasure of a conversation', {
      conversation_id: 'conv-7f3a',
      salt: exampleSalt,
    }),
    responses: {
      '200': {
        description: 'The result of the search.',
        content: jsonContent(schemaRef('Recheck'), 'Nothing was found', {
          absent: true,
          searched_at: '2026-11-30T08:00:00.000Z',
          categories: [],
          beside: [],
          receipt: jws,
        }),
      },
    },
    fails: [
      ...callerCodes,
      ...bodyCodes,
      'record-not-found',
      'receipt-pending',
      'commitment-mismatch',
      'idempotency-record-gone',
      'contention',
      'keys-unavailable',
    ],
  },
};

const listReceipts: RouteDraft = {
  method: 'get',
  path: '/v1/receipts',
  operation: {
    operationId: 'listReceipts',
    summary: 'List receipts',
    description:
      'All receipts, newest first: of erasures, of absence, of notices, and of each day’s expiry. Mayfly checks each signature, and omits receipts that it has not signed. So a page may contain fewer receipts than `limit`.',
    tags,
    scope,
    parameters: pageParameters,
    responses: {
      '200': {
        description: 'A page of receipts.',
        content: jsonContent(schemaRef('ReceiptPage'), 'A page', {
          items: [
            {
              id: '00000017',
              kind: 'erasure',
              number: 17,
              created_at: '2026-11-23T09:30:00.512Z',
              expires_at: '2031-01-02T00:00:00.000Z',
              receipt: jws,
            },
          ],
          next_cursor: null,
          newest_cursor: exampleCursor,
        }),
      },
    },
    fails: [...callerCodes, 'cursor-invalid', 'keys-unavailable'],
  },
};

const readKeys: RouteDraft = {
  method: 'get',
  path: '/.well-known/mayfly-keys.json',
  operation: {
    operationId: 'readPublicKeys',
    summary: 'Read the keys that verify receipts',
    description:
      'A JSON Web Key Set (RFC 7517) with every version of the key that signs receipts. If you store it with your receipts, you can check them without the service.',
    tags: ['Service'],
    scope: 'public',
    responses: {
      '200': {
        description: 'The keys.',
        headers: { 'Cache-Control': { $ref: '#/components/headers/Cache-Control' } },
        content: jsonContent(schemaRef('KeySet'), 'A key', {
          keys: [
            {
              kty: 'EC',
              crv: 'P-256',
              x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
              y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
              use: 'sig',
              alg: 'ES256',
              kid: 'receipts/1',
            },
          ],
        }),
      },
    },
    fails: [...anyCodes, 'keys-unavailable'],
  },
};

/** The operations on receipts, which prove erasures. */
export const receiptOperations: readonly RouteDraft[] = [
  readReceipt,
  recheck,
  listReceipts,
  readKeys,
];
