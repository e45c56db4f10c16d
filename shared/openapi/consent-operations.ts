import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import { confirmationSchema } from '#shared/domains/consents/confirm-consent.ts';
import { soonDays } from '#shared/domains/consents/ending.ts';
import { archiveNote } from '#shared/domains/consents/read-proof.ts';
import { consentTypes } from '#shared/domains/consents/summarise-consents.ts';
import { withdrawalSchema } from '#shared/domains/consents/withdraw-consent.ts';
import { changedSchema } from './category-schemas.ts';
import { closed } from './fixed-schemas.ts';
import { jsonSchemaOf } from './json-schema-of.ts';
import { type JsonSchema, jsonContent, schemaRef } from './openapi-document.ts';
import { parameterRef } from './parameters.ts';
import { bodyCodes, callerCodes } from './problem-responses.ts';
import { recordExample } from './record-example.ts';
import type { RouteDraft } from './route-draft.ts';

const tags = [marketingConsents.title.en] as const;
const base = `/v1/${marketingConsents.path}/{id}`;
const parameters = [parameterRef('RecordId')];
const at = '2026-11-23T09:30:00.000Z';
const ip = '203.0.113.7';
const record = recordExample(marketingConsents) ?? {};

const confirm: RouteDraft = {
  method: 'post',
  path: `${base}/confirm`,
  operation: {
    operationId: 'confirmConsent',
    tagged: true,
    summary: 'Confirm a pending consent',
    description:
      'This is the second step of a double opt-in. Then the retention of confirmed consents applies, at most 180 days from the creation. If the consent is already confirmed, nothing changes. A withdrawn consent cannot be confirmed. A pending consent cannot be confirmed either if the same person has withdrawn another consent of its type in the meantime. Such a consent stays pending until it expires.',
    tags,
    scope: `${marketingConsents.id}:write`,
    parameters,
    remembered: true,
    requestBody: {
      required: false,
      content: jsonContent(schemaRef('ConsentConfirmation'), 'From where', { ip }),
    },
    responses: {
      '200': {
        description: 'The confirmed consent.',
        content: jsonContent(schemaRef('MarketingConsentsChanged'), 'A consent', {
          ...record,
          opt_in: 'double',
          confirmed_ip: ip,
        }),
      },
    },
    fails: [
      ...callerCodes,
      ...bodyCodes,
      'record-not-found',
      'consent-withdrawn',
      'idempotency-record-gone',
      'category-off',
      'batch-too-large',
      'contention',
      'keys-unavailable',
    ],
  },
};

const withdraw: RouteDraft = {
  method: 'post',
  path: `${base}/withdraw`,
  operation: {
    operationId: 'withdrawConsent',
    tagged: true,
    summary: 'Withdraw a consent',
    description:
      'Also withdraws all other consents of the same type that the person gave before the withdrawal. The reason: a person withdraws the consent to a purpose, and not only one record of it. Confirmed consents are withdrawn. Pending consents cannot be confirmed any more. All these consents are kept as proof until their expiry, which does not change. A repetition does not change the time of withdrawal.',
    tags,
    scope: `${marketingConsents.id}:write`,
    parameters,
    remembered: true,
    requestBody: {
      required: false,
      content: jsonContent(schemaRef('ConsentWithdrawal'), 'With its reason', {
        reason: 'person_asked',
      }),
    },
    responses: {
      '200': {
        description: 'The withdrawn consent.',
        content: jsonContent(schemaRef('MarketingConsentsChanged'), 'A consent', {
          ...record,
          status: 'withdrawn',
          withdrawn_at: at,
          withdrawal_reason: 'person_asked',
        }),
      },
    },
    fails: [
      ...callerCodes,
      ...bodyCodes,
      'record-not-found',
      'idempotency-record-gone',
      'contention',
      'keys-unavailable',
    ],
  },
};

const proof: RouteDraft = {
  method: 'get',
  path: `${base}/proof`,
  operation: {
    operationId: 'readConsentProof',
    summary: 'Prove a consent (Art. 7(1) GDPR)',
    description: `Gives the person, the wording, the times of consent, confirmation and withdrawal, and the IP addresses. ${archiveNote}`,
    tags,
    scope: `${marketingConsents.id}:read`,
    parameters,
    responses: {
      '200': {
        description: 'The proof. Unknown values are null.',
        content: jsonContent(schemaRef('ConsentProof'), 'A confirmed consent', {
          id: record['id'],
          type: 'newsletter',
          status: 'confirmed',
          opt_in: 'double',
          person: record['email'],
          wording_text: record['wording_text'],
          source: record['source'],
          given: { at, ip },
          confirmed: { at: '2026-11-23T09:41:07.218Z', ip },
          withdrawn: { at: null, reason: null },
          kept_until: record['expires_at'],
          note: archiveNote,
        }),
      },
    },
    fails: [...callerCodes, 'record-not-found', 'keys-unavailable'],
  },
};

const summary: RouteDraft = {
  method: 'get',
  path: `/v1/${marketingConsents.path}/summary`,
  operation: {
    operationId: 'summariseConsents',
    summary: 'Count consents by status, and consents that end soon',
    description: `Counts the live consents of each type by status. \`ends_soon\` counts the confirmed and withdrawn consents that end within ${soonDays} days. \`never_exported\` states how many of these consents were never in a complete export. Mayfly is no long-term archive of proof, so export these consents before they expire. An export, as CSV or as an archive, is complete if it has no filters and its last byte was sent.`,
    tags,
    scope: `${marketingConsents.id}:read`,
    responses: {
      '200': {
        description: 'The figures.',
        content: jsonContent(
          schemaRef('ConsentSummary'),
          'A summary in which some consents end soon',
          {
            items: consentTypes.map((type) => ({
              type,
              pending: 2,
              confirmed: 340,
              withdrawn: 12,
            })),
            ends_soon: { within_days: soonDays, count: 28, never_exported: 5 },
            exported_up_to: at,
          },
        ),
      },
    },
    fails: [...callerCodes],
  },
};

const ending: RouteDraft = {
  method: 'get',
  path: `/v1/${marketingConsents.path}/ending`,
  operation: {
    operationId: 'listEndingConsents',
    summary: 'List consents that end soon',
    description: `The confirmed and withdrawn consents that end within ${soonDays} days, sorted by expiry, the soonest first. \`newest_cursor\` is null.`,
    tags,
    scope: `${marketingConsents.id}:read`,
    parameters: [
      parameterRef('Limit'),
      parameterRef('Cursor'),
      {
        name: 'never_exported',
        in: 'query',
        description: 'With `true`, only consents that were never in a complete export.',
        schema: { type: 'string', enum: ['true', 'false'] },
      },
    ],
    responses: {
      '200': {
        description: 'A page of consents.',
        content: jsonContent(schemaRef('MarketingConsentsPage'), 'A page', {
          items: [record],
          next_cursor: null,
          newest_cursor: null,
        }),
      },
    },
    fails: [...callerCodes, 'cursor-invalid', 'keys-unavailable'],
  },
};

/** The operations on marketing consents, in addition to the generic ones. */
export const consentOperations: readonly RouteDraft[] = [summary, ending, confirm, withdraw, proof];

const known = (schema: JsonSchema): JsonSchema => ({ oneOf: [schema, { type: 'null' }] });
const fieldSchema = (name: keyof typeof marketingConsents.fields) =>
  known(jsonSchemaOf(marketingConsents.fields[name].schema, 'output'));
const time = known(schemaRef('Timestamp'));
const address = known(schemaRef('IpAddress'));

const proofSchema = closed({
  id: schemaRef('RecordId'),
  type: fieldSchema('type'),
  status: fieldSchema('status'),
  opt_in: fieldSchema('opt_in'),
  person: { type: ['string', 'null'], description: 'Email address, phone number or endpoint.' },
  wording_text: fieldSchema('wording_text'),
  source: fieldSchema('source'),
  given: closed({ at: time, ip: address }),
  confirmed: closed({ at: time, ip: address }),
  withdrawn: closed({ at: time, reason: fieldSchema('withdrawal_reason') }),
  kept_until: time,
  note: { type: 'string' },
});

const count: JsonSchema = { type: 'integer', minimum: 0 };

export const consentSchemas: { readonly [name: string]: JsonSchema } = {
  ConsentSummary: closed({
    items: {
      type: 'array',
      maxItems: consentTypes.length,
      items: closed({
        type: jsonSchemaOf(marketingConsents.fields.type.schema, 'output'),
        pending: count,
        confirmed: count,
        withdrawn: count,
      }),
    },
    ends_soon: closed({ within_days: count, count, never_exported: count }),
    exported_up_to: time,
  }),
  MarketingConsentsChanged: changedSchema(marketingConsents),
  ConsentWithdrawal: jsonSchemaOf(withdrawalSchema, 'input'),
  ConsentConfirmation: jsonSchemaOf(confirmationSchema, 'input'),
  ConsentProof: {
    ...proofSchema,
    properties: {
      ...proofSchema.properties,
      masked: {
        type: 'array',
        items: { type: 'string' },
        description:
          'Only for callers who may read only masked fields: the names of the omitted fields.',
      },
    },
  },
};
