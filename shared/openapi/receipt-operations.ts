import { jsonContent, schemaRef } from './openapi-document.ts';
import { pageParameters, parameterRef } from './parameters.ts';
import { anyCodes, bodyCodes, callerCodes } from './problem-responses.ts';
import { exampleCursor } from './record-example.ts';
import type { RouteDraft } from './route-draft.ts';
import { bodyOf } from './tenant-parts.ts';

const tags = ['Persons'] as const;
const scope = 'subjects';

/** The salt of the examples. */
export const exampleSalt = 'q83vEjRWeJCrze8SNFZ4kA';

const jws = 'eyJhbGciOiJFUzI1NiJ9.eyJraW5kIjoiZXJhc3VyZSJ9.c2lnbmF0dXJl';

const readReceipt: RouteDraft = {
  method: 'get',
  path: '/v1/erasures/{id}/receipt',
  operation: {
    operationId: 'readErasureReceipt',
    summary: 'Read the receipt of an erasure',
    description:
      'A JWS (ES256, `typ` `mayfly-receipt+jws`) that tells what was erased in counts and when, which data keys it was under and until when these live, what stays, by when no backup holds it any more, and what the receipt does not prove. Each names the hash of the tenant’s receipt before it. `npm run verify-receipt` and the page `/verify` check it without asking the service.',
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
    summary: 'Search again by what was erased',
    description:
      'Takes what was asked and the salt once more, compares them with the commitment of the erasure, and keeps neither. The search runs again: when it finds nothing, a receipt of absence is signed; otherwise the answer tells what was found since, in counts, and nothing is signed.',
    tags,
    scope,
    remembered: true,
    parameters: [parameterRef('RecordId')],
    requestBody: bodyOf(schemaRef('RecheckRequest'), 'Of a conversation', {
      conversation_id: 'conv-7f3a',
      salt: exampleSalt,
    }),
    responses: {
      '200': {
        description: 'What the search found.',
        content: jsonContent(schemaRef('Recheck'), 'Nothing', {
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
    description: 'Of erasures, of absence, and of each day’s expiry, newest first.',
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
              expires_at: '2030-01-01T00:00:00.000Z',
              receipt: jws,
            },
          ],
          next_cursor: null,
          newest_cursor: exampleCursor,
        }),
      },
    },
    fails: [...callerCodes, 'cursor-invalid'],
  },
};

const readKeys: RouteDraft = {
  method: 'get',
  path: '/.well-known/mayfly-keys.json',
  operation: {
    operationId: 'readPublicKeys',
    summary: 'Read the keys that receipts are checked with',
    description:
      'A JSON Web Key Set (RFC 7517) of every version that has signed. Keep it with your receipts: then nobody needs to be asked to check them.',
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
