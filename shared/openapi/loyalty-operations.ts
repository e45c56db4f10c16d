import { emailAddress } from '#shared/categories/field-schemas.ts';
import { loyaltyTransactions } from '#shared/categories/loyalty-transactions.ts';
import { expiringMax } from '#shared/domains/loyalty/read-balance.ts';
import { pageSizeDefault, pageSizeMax } from '#shared/records/page.ts';
import { pageSchema, recordSchema } from './category-schemas.ts';
import { defaultWords, jsonSchemaOf } from './json-schema-of.ts';
import { type JsonSchema, jsonContent, schemaRef } from './openapi-document.ts';
import { bodyCodes, callerCodes } from './problem-responses.ts';
import { recordExample } from './record-example.ts';
import type { RouteDraft } from './route-draft.ts';

const readBalance: RouteDraft = {
  method: 'post',
  path: '/v1/loyalty/balance',
  operation: {
    operationId: 'readLoyaltyBalance',
    summary: 'Read a balance',
    description:
      'The number of a person’s coins that are neither spent nor expired. A person without records has 0 coins. The email is in the body, because logs contain URLs.',
    tags: [loyaltyTransactions.title.en],
    scope: `${loyaltyTransactions.id}:read`,
    requestBody: {
      required: true,
      content: jsonContent(schemaRef('LoyaltyBalanceRequest'), 'With the coins that expire next', {
        email: 'juergen.mueller@example.com',
        expiring: 1,
      }),
    },
    responses: {
      '200': {
        description: 'The balance.',
        content: jsonContent(schemaRef('LoyaltyBalance'), 'A balance', {
          coins: 23,
          expiring: [{ coins: 8, expires_at: '2027-05-22T09:30:00.000Z' }],
        }),
      },
    },
    fails: [...callerCodes, ...bodyCodes, 'keys-unavailable'],
  },
};

const earned = recordExample(loyaltyTransactions) ?? {};
const earnedId = String(earned['id']);

const readLedger: RouteDraft = {
  method: 'post',
  path: '/v1/loyalty/ledger',
  operation: {
    operationId: 'readLoyaltyLedger',
    summary: 'Read a person’s ledger',
    description:
      'A person’s live transactions, newest first. A transaction is an earning or a spending. `coins_left` is the number of unspent coins of an earning. `taken_from` lists the earnings from which a spending took its coins, the oldest first. Some of these earnings may no longer exist. Spendings from before November 2026 do not list earnings.',
    tags: [loyaltyTransactions.title.en],
    scope: `${loyaltyTransactions.id}:read`,
    requestBody: {
      required: true,
      content: jsonContent(schemaRef('LoyaltyLedgerRequest'), 'Of a customer', {
        email: 'juergen.mueller@example.com',
      }),
    },
    responses: {
      '200': {
        description: 'A page of the ledger.',
        content: jsonContent(schemaRef('LoyaltyLedgerPage'), 'A spending and its earning', {
          items: [
            {
              ...earned,
              id: '0b8f3f5d2f6c4a7e9d1c5b3a7e2f4d60',
              coins: -2,
              reason: 'redemption',
              taken_from: [{ id: earnedId, coins: 2 }],
            },
            { ...earned, coins: 10, coins_left: 8 },
          ],
          next_cursor: null,
          newest_cursor: null,
        }),
      },
    },
    fails: [...callerCodes, ...bodyCodes, 'cursor-invalid', 'keys-unavailable'],
  },
};

/** Operations that only loyalty coins have, and no other category. */
export const loyaltyOperations: readonly RouteDraft[] = [readBalance, readLedger];

const expiring: JsonSchema = {
  type: 'object',
  properties: {
    coins: { type: 'integer', minimum: 1, description: 'The unspent coins of one earning.' },
    expires_at: schemaRef('Timestamp'),
  },
  required: ['coins', 'expires_at'],
};

const taken: JsonSchema = {
  type: 'object',
  properties: {
    id: { ...schemaRef('RecordId'), description: 'The earning.' },
    coins: { type: 'integer', minimum: 1 },
  },
  required: ['id', 'coins'],
};

const transaction = recordSchema(loyaltyTransactions);

/** Schemas of {@link loyaltyOperations}. */
export const loyaltySchemas: { readonly [name: string]: JsonSchema } = {
  LoyaltyBalanceRequest: {
    type: 'object',
    properties: {
      email: jsonSchemaOf(emailAddress, 'input'),
      expiring: {
        type: 'integer',
        minimum: 1,
        maximum: expiringMax,
        description:
          'How many earnings with unspent coins the answer lists. The earning that expires next comes first. By default the answer lists none.',
      },
    },
    required: ['email'],
    additionalProperties: false,
  },
  LoyaltyLedgerRequest: {
    type: 'object',
    properties: {
      email: jsonSchemaOf(emailAddress, 'input'),
      limit: {
        type: 'integer',
        minimum: 1,
        maximum: pageSizeMax,
        description: defaultWords(pageSizeDefault),
      },
      cursor: schemaRef('Cursor'),
    },
    required: ['email'],
    additionalProperties: false,
  },
  LoyaltyLedgerEntry: {
    ...transaction,
    description:
      'A transaction. An earning has the number of its unspent coins, and a spending has the earnings from which it took coins.',
    properties: {
      ...(transaction['properties'] as { readonly [name: string]: JsonSchema }),
      coins_left: {
        type: 'integer',
        minimum: 0,
        description: 'For an earning: its unspent coins.',
      },
      taken_from: {
        type: 'array',
        items: taken,
        description: 'For a spending: the earnings from which it took its coins, the oldest first.',
      },
    },
  },
  LoyaltyLedgerPage: pageSchema('LoyaltyLedgerEntry'),
  LoyaltyBalance: {
    type: 'object',
    properties: {
      coins: { type: 'integer', minimum: 0 },
      expiring: {
        type: 'array',
        maxItems: expiringMax,
        items: expiring,
        description:
          'Present if the request asks for it: the earnings with unspent coins. The earning that expires next comes first.',
      },
    },
    required: ['coins'],
  },
};
