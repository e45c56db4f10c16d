import type { Category } from '#shared/categories/define-category.ts';
import { legalBases } from '#shared/categories/legal-basis.ts';
import { particularsChangeSchema } from '#shared/tenants/particulars/particulars-schema.ts';
import { closed } from './fixed-schemas.ts';
import { jsonSchemaOf } from './json-schema-of.ts';
import { type JsonSchema, jsonContent, schemaRef } from './openapi-document.ts';
import { parameterRef } from './parameters.ts';
import { bodyCodes, callerCodes } from './problem-responses.ts';
import type { RouteDraft } from './route-draft.ts';
import { bodyOf } from './tenant-parts.ts';

const tags = ['Tenant'] as const;

/** The particulars of an invented flower shop, for examples. */
export const particularsExample = {
  controller: {
    name: 'Blumen Beispiel GmbH',
    postal_address: 'Beispielallee 3, 00000 Musterstadt',
    email: 'kontakt@example.com',
  },
  dpo: { email: 'datenschutz@example.com' },
  authority: {
    name: 'Aufsicht Beispielland',
    postal_address: 'Beispielplatz 2, 00000 Musterstadt',
  },
  recipients: [
    {
      name: 'Paketdienst Beispiel AG',
      purpose: { de: 'Versand von Prämien', en: 'Shipping of rewards' },
      country: 'DE',
      categories: ['loyalty_redemptions'],
    },
  ],
  transfers: [],
  legal_bases: { chat_messages: 'legitimate_interests' },
} as const;

function answerExample(categories: readonly Category[]) {
  const { legal_bases: stated, ...rest } = particularsExample;
  const bases = categories
    .filter(({ id }) => id in stated)
    .map(({ id }) => [id, { basis: 'legitimate_interests', stated: true }] as const);
  return { ...rest, representative: null, legal_bases: Object.fromEntries(bases) };
}

/**
 * The schema of the particulars in an answer: the fields that callers can send, and for every
 * category its legal basis.
 */
export function particularsSchemas(categories: readonly Category[]): {
  [name: string]: JsonSchema;
} {
  const { properties = {} } = jsonSchemaOf(particularsChangeSchema(categories), 'output') as {
    readonly properties?: { readonly [name: string]: JsonSchema };
  };
  const basis = closed({
    basis: { type: 'string', enum: [...legalBases] },
    stated: {
      type: 'boolean',
      description:
        'True if the tenant has stated this legal basis. If false, it is the category’s usual legal basis.',
    },
  });
  const bases: JsonSchema = { type: 'object', additionalProperties: basis };
  return {
    Particulars: closed(
      { ...properties, legal_bases: bases },
      'What the tenant states about itself as the controller. Parts that it has not stated are null.',
    ),
  };
}

/**
 * The operations on a tenant's particulars: what the tenant states about itself as the controller.
 */
export function particularsOperations(categories: readonly Category[]): RouteDraft[] {
  const answer = answerExample(categories);
  const path = '/v1/tenant/particulars';
  return [
    {
      method: 'get',
      path,
      operation: {
        operationId: 'readParticulars',
        summary: 'Read the particulars of the tenant',
        description:
          'Gives the names and addresses of the controller, its representative, its data protection officer and its supervisory authority. Also gives the recipients of data, the transfers outside the European Economic Area, and the legal basis of each category.',
        tags,
        scope: 'tenant',
        tagged: true,
        responses: {
          '200': {
            description: 'The particulars.',
            content: jsonContent(schemaRef('Particulars'), 'Of a flower shop', answer),
          },
        },
        fails: [...callerCodes, 'keys-unavailable'],
      },
    },
    {
      method: 'put',
      path,
      operation: {
        operationId: 'changeParticulars',
        summary: 'Change the particulars of the tenant',
        description:
          'Fields that the request omits do not change. null removes a field. For a legal basis, null means the category’s usual one. Records of processing and archives for persons contain the particulars. For a data protection officer, the contact details of an office are enough, without a name. Everything except the legal bases is encrypted.',
        tags,
        scope: 'tenant',
        tagged: true,
        parameters: [parameterRef('IfMatch')],
        requestBody: bodyOf(
          jsonSchemaOf(particularsChangeSchema(categories), 'input'),
          'A flower shop',
          particularsExample,
        ),
        responses: {
          '200': {
            description: 'The present particulars.',
            content: jsonContent(schemaRef('Particulars'), 'Of a flower shop', answer),
          },
        },
        fails: [
          ...callerCodes,
          ...bodyCodes,
          'header-invalid',
          'precondition-failed',
          'contention',
          'keys-unavailable',
        ],
      },
    },
  ];
}
