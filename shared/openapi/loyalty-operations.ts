import { emailAddress } from '#shared/categories/field-schemas.ts';
import { loyaltyTransactions } from '#shared/categories/loyalty-transactions.ts';
import { expiringMax } from '#shared/domains/loyalty/read-balance.ts';
import { jsonSchemaOf } from './json-schema-of.ts';
import { type JsonSchema, jsonContent, schemaRef } from './openapi-document.ts';
import { bodyCodes, callerCodes } from './problem-responses.ts';
import type { RouteDraft } from './route-draft.ts';

const readBalance: RouteDraft = {
  method: 'post',
  path: '/v1/loyalty/balance',
  operation: {
    operationId: 'readLoyaltyBalance',
    summary: 'Read a balance',
    description:
      'What a person has earned, not spent, and what has not expired; 0 for whoever has none. The email stands in the body, so that no log of URLs holds it.',
    tags: [loyaltyTransactions.title.en],
    scope: `${loyaltyTransactions.id}:read`,
    requestBody: {
      required: true,
      content: jsonContent(schemaRef('LoyaltyBalanceRequest'), 'With the next to expire', {
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

/** What loyalty offers beyond the generic operations. */
export const loyaltyOperations: readonly RouteDraft[] = [readBalance];

const expiring: JsonSchema = {
  type: 'object',
  properties: {
    coins: { type: 'integer', minimum: 1, description: 'What is left of one earning.' },
    expires_at: schemaRef('Timestamp'),
  },
  required: ['coins', 'expires_at'],
};

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
        description: 'How many of the earnings that expire next to name. None unless it is sent.',
      },
    },
    required: ['email'],
    additionalProperties: false,
  },
  LoyaltyBalance: {
    type: 'object',
    properties: {
      coins: { type: 'integer', minimum: 0 },
      expiring: {
        type: 'array',
        maxItems: expiringMax,
        items: expiring,
        description: 'The soonest first, when it was asked for.',
      },
    },
    required: ['coins'],
  },
};
