import { endpointSchema } from '#shared/transfer/endpoints/endpoint-schema.ts';
import { transferSchema } from '#shared/transfer/handing/transfer-data.ts';
import { devicePurposes } from '#shared/transfer/tokens/device-grant.ts';
import { newDeviceTokenSchema } from '#shared/transfer/tokens/give-device-token.ts';
import { exactlyOne } from './category-schemas.ts';
import { closed, withOptional } from './fixed-schemas.ts';
import { jsonSchemaOf } from './json-schema-of.ts';
import { type JsonSchema, jsonContent, type Parameter, schemaRef } from './openapi-document.ts';
import { parameterRef } from './parameters.ts';
import { bodyCodes, callerCodes, deviceCodes } from './problem-responses.ts';
import { exampleId } from './record-example.ts';
import type { RouteDraft } from './route-draft.ts';
import { bodyOf } from './tenant-parts.ts';

const tags = ['Device data'] as const;

/** The id of the endpoint in the examples. */
export const endpointId = 'crm';
export const endpointExample = {
  url: 'https://crm.blumen.example/hooks/mayfly',
  auth: { type: 'basic', username: 'mayfly', password: 'Akelei-2026' },
  mapping: { vorname: 'contact.first', lieblingsblume: 'contact.flower' },
} as const;

const token = `mfd_blumen_${exampleId}_${'5f3c'.repeat(16)}`;
const names = { type: 'array', items: { type: 'string' } } as const;
const endpointAnswer = {
  id: endpointId,
  url: endpointExample.url,
  auth: { type: 'basic', username: 'mayfly', password_set: true },
  mapping: endpointExample.mapping,
  signing_secret: null,
  changed_at: '2026-11-23T09:30:00.000Z',
};
const outcomeExample = {
  outcome: 'arrived',
  status: 200,
  reason: null,
  attempts: 1,
  message_id: `msg_${exampleId}`,
};
const outcome = {
  outcome: {
    type: 'string',
    enum: ['arrived', 'refused', 'failed', 'unknown'],
    description:
      '`arrived`: the endpoint has accepted the data (2xx). `refused`: the endpoint does not accept this data. `failed`: the endpoint has not accepted the data, but may accept it later. `unknown`: Mayfly sent the data and got no answer, so the endpoint may have the data.',
  },
  status: {
    type: ['integer', 'null'],
    description:
      'The HTTP status that the endpoint answered to the last attempt. Null if it did not answer.',
  },
  reason: {
    type: ['string', 'null'],
    description:
      'The reason why the endpoint did not answer the last attempt. Null if it answered.',
  },
  attempts: { type: 'integer', minimum: 0, maximum: 3 },
  message_id: {
    type: 'string',
    description:
      'The value of `webhook-id` in the request to the endpoint. It is the same in every attempt.',
  },
} as const;
const secretSet = {
  const: true,
  description: 'Shows that a secret is set. No answer contains the secret.',
};
const kind = (name: string): JsonSchema => ({ const: name });
const text = { type: 'string' } as const;

const newDeviceToken: JsonSchema = {
  ...jsonSchemaOf(newDeviceTokenSchema, 'input'),
  ...exactlyOne(['instance_id', 'instance_external_id']),
};

/** The schemas of device tokens, endpoints and transfers. */
export const transferSchemas: { readonly [name: string]: JsonSchema } = {
  NewDeviceToken: newDeviceToken,
  DeviceToken: closed({
    id: schemaRef('RecordId'),
    token: {
      type: ['string', 'null'],
      description:
        'Only the first answer contains the token. It is null if an earlier request with the same `Idempotency-Key` got it.',
    },
    expires_at: schemaRef('Timestamp'),
  }),
  Transfer: jsonSchemaOf(transferSchema, 'input'),
  TransferOutcome: closed({
    ...outcome,
    variables: { ...names, description: 'The names of the sent variables.' },
  }),
  EndpointOutcome: closed(outcome),
  NewTransferEndpoint: jsonSchemaOf(endpointSchema, 'input'),
  TransferEndpoint: closed({
    id: text,
    url: text,
    auth: {
      oneOf: [
        closed({ type: kind('none') }),
        closed({ type: kind('basic'), username: text, password_set: secretSet }),
        closed({ type: kind('bearer'), token_set: secretSet }),
        withOptional(
          closed({
            type: kind('oauth2'),
            token_url: text,
            client_id: text,
            client_secret_set: secretSet,
          }),
          { scope: text },
        ),
      ],
    },
    mapping: {
      type: ['object', 'null'],
      additionalProperties: text,
      description:
        'For each variable, the name of its field in the body that the endpoint gets. Null if the endpoint gets the body in Mayfly’s own form.',
    },
    signing_secret: {
      type: ['string', 'null'],
      description:
        'The secret with which requests to the endpoint are signed. Only the answer to the request that made the secret contains it.',
    },
    changed_at: schemaRef('Timestamp'),
  }),
  TransferEndpoints: closed({ items: { type: 'array', items: schemaRef('TransferEndpoint') } }),
};

const endpointParameter: Parameter = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'The id of the endpoint. Web pages send this id as `endpoint`.',
  schema: schemaRef('PlainId'),
  example: endpointId,
};

const tokenOperations: readonly RouteDraft[] = [
  {
    method: 'post',
    path: '/v1/device-tokens',
    operation: {
      operationId: 'createDeviceToken',
      summary: 'Create a token of one conversation for a web page',
      description: `Your backend requests the token and gives it to the web page. Never send an API key to a browser. The token is valid for 15 minutes and for one purpose (${devicePurposes.join(', ')}). It never has more rights than the API key that requested it.`,
      tags,
      scope: 'variables:write',
      remembered: true,
      requestBody: bodyOf(schemaRef('NewDeviceToken'), 'For a transfer', {
        instance_id: 'conv-7f3a',
        purpose: 'transfer',
      }),
      responses: {
        '201': {
          description: 'The token is created.',
          content: jsonContent(schemaRef('DeviceToken'), 'A token', {
            id: exampleId,
            token,
            expires_at: '2026-11-23T09:45:00.000Z',
          }),
        },
        '200': {
          description:
            'An earlier request with the same `Idempotency-Key` got the token. This answer does not contain it.',
          content: jsonContent(schemaRef('DeviceToken'), 'A token', {
            id: exampleId,
            token: null,
            expires_at: '2026-11-23T09:45:00.000Z',
          }),
        },
      },
      fails: [...callerCodes, ...bodyCodes, 'contention', 'keys-unavailable'],
    },
  },
  {
    method: 'delete',
    path: '/v1/device-tokens/{id}',
    operation: {
      operationId: 'deleteDeviceToken',
      summary: 'Revoke a device token',
      description: 'The token stops working within 5 s.',
      tags,
      scope: 'variables:write',
      parameters: [parameterRef('RecordId')],
      responses: { '204': { description: 'Revoked.' } },
      fails: [...callerCodes, 'record-not-found', 'contention'],
    },
  },
];

const transfer: RouteDraft = {
  method: 'post',
  path: '/v1/transfer',
  operation: {
    operationId: 'transferDeviceData',
    summary: 'Send device data to a system of the tenant',
    description:
      'Checks the variables by the rules of the category `variables`, and sends them to the endpoint in at most three attempts. Then the answer says whether they arrived. Mayfly neither stores nor logs the variables. If you repeat the request with the same token and the same `Idempotency-Key`, the message has the same `webhook-id`. So the endpoint can recognise the repetition.',
    tags,
    scope: 'device',
    passedOn: true,
    requestBody: bodyOf(schemaRef('Transfer'), 'Two variables', {
      endpoint: endpointId,
      experience_id: 'gartenberatung',
      variables: { vorname: 'Jürgen', lieblingsblume: 'Akelei' },
    }),
    responses: {
      '200': {
        description: 'The result.',
        content: jsonContent(schemaRef('TransferOutcome'), 'Arrived', {
          ...outcomeExample,
          variables: ['vorname', 'lieblingsblume'],
        }),
      },
    },
    fails: [...deviceCodes, ...bodyCodes, 'record-not-found'],
  },
};

const endpointOperations: readonly RouteDraft[] = [
  {
    method: 'get',
    path: '/v1/transfer-endpoints',
    operation: {
      operationId: 'listTransferEndpoints',
      summary: 'List the endpoints for device data',
      description: 'The list contains no secrets.',
      tags,
      scope: 'tenant',
      responses: {
        '200': {
          description: 'The endpoints.',
          content: jsonContent(schemaRef('TransferEndpoints'), 'One endpoint', {
            items: [endpointAnswer],
          }),
        },
      },
      fails: [...callerCodes, 'keys-unavailable'],
    },
  },
  {
    method: 'put',
    path: '/v1/transfer-endpoints/{id}',
    operation: {
      operationId: 'setTransferEndpoint',
      summary: 'Set an endpoint for device data',
      description:
        'The URL must have the scheme https, a public host name, and port 443 or 8443. If the request omits a secret, and changes neither the host that gets the secret nor the kind of authentication, the secret keeps its value. The answer contains the signing secret only if this request made it: for a new endpoint, or with `renew_signing_secret`.',
      tags,
      scope: 'tenant',
      parameters: [endpointParameter],
      requestBody: bodyOf(schemaRef('NewTransferEndpoint'), 'With a mapping', endpointExample),
      responses: {
        '200': {
          description: 'Changed.',
          content: jsonContent(schemaRef('TransferEndpoint'), 'An endpoint', endpointAnswer),
        },
        '201': {
          description: 'Created.',
          content: jsonContent(schemaRef('TransferEndpoint'), 'A new endpoint', {
            ...endpointAnswer,
            signing_secret: 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
          }),
        },
      },
      fails: [...callerCodes, ...bodyCodes, 'record-not-found', 'contention', 'keys-unavailable'],
    },
  },
  {
    method: 'delete',
    path: '/v1/transfer-endpoints/{id}',
    operation: {
      operationId: 'deleteTransferEndpoint',
      summary: 'Remove an endpoint for device data',
      tags,
      scope: 'tenant',
      parameters: [endpointParameter],
      responses: { '204': { description: 'The endpoint and its secrets are removed.' } },
      fails: [...callerCodes, 'record-not-found', 'contention'],
    },
  },
  {
    method: 'post',
    path: '/v1/transfer-endpoints/{id}/test',
    operation: {
      operationId: 'testTransferEndpoint',
      summary: 'Test an endpoint for device data',
      description: 'Sends a signed message of the type `test`. It contains no personal data.',
      tags,
      scope: 'tenant',
      parameters: [endpointParameter],
      responses: {
        '200': {
          description: 'The result.',
          content: jsonContent(schemaRef('EndpointOutcome'), 'Arrived', outcomeExample),
        },
      },
      fails: [...callerCodes, 'record-not-found', 'keys-unavailable'],
    },
  },
];

/**
 * The operations that give and revoke device tokens, send device data to a tenant's system, and
 * manage the endpoints of these systems.
 */
export const transferOperations: readonly RouteDraft[] = [
  ...tokenOperations,
  transfer,
  ...endpointOperations,
];
