import type { ProblemCode } from '#shared/base/problems/problem-table.ts';
import { jsonContent, type Parameter, schemaRef } from './openapi-document.ts';
import { parameterRef } from './parameters.ts';
import { bodyCodes, callerCodes } from './problem-responses.ts';
import { exampleId } from './record-example.ts';
import { kind, state } from './request-schemas.ts';
import type { RouteDraft } from './route-draft.ts';
import { bodyOf } from './tenant-parts.ts';

const tags = ['Persons'] as const;
const scope = 'subjects';
const tagged = { ETag: { $ref: '#/components/headers/ETag' } } as const;

const summary = {
  id: exampleId,
  created_at: '2026-11-23T09:30:00.000Z',
  expires_at: '2029-12-31T23:00:00.000Z',
  kind: 'access',
  came_by: 'email',
  state: 'open',
  received: '2026-11-20',
  due: '2026-12-21',
  in_time_until: '2026-12-21',
  days_left: 28,
  extension: null,
  identity: {
    state: 'not_asked',
    doubt: null,
    method: null,
    asked_on: null,
    settled_on: null,
    suspended_days: 0,
  },
  closed: null,
};
const whole = {
  ...summary,
  person: { email: 'juergen.mueller@example.com', details: 'Welche Daten haben Sie von mir?' },
  letters: [],
};
const content = jsonContent(schemaRef('PersonRequest'), 'A request', whole);

const filter = (name: string, description: string, schema: Parameter['schema']): Parameter => ({
  name,
  in: 'query',
  description,
  schema,
});

const createRequest: RouteDraft = {
  method: 'post',
  path: '/v1/requests',
  operation: {
    operationId: 'createRequest',
    summary: 'Create a request of a person',
    description:
      'The request is due on the same day of the next month, or on the last day of that month. If this is a Saturday or Sunday, `in_time_until` is the next Monday. Mayfly does not know public holidays, so this day may be earlier than the last day that the law allows, but never later. The personal details are encrypted. They are deleted when the request is closed or the person is erased.',
    tags,
    scope,
    remembered: true,
    requestBody: bodyOf(schemaRef('NewPersonRequest'), 'For access, by email', {
      kind: 'access',
      came_by: 'email',
      received: '2026-11-20',
      email: 'juergen.mueller@example.com',
      details: 'Welche Daten haben Sie von mir?',
    }),
    responses: { '201': { description: 'The request is stored.', headers: tagged, content } },
    fails: [
      ...callerCodes,
      ...bodyCodes,
      'idempotency-record-gone',
      'contention',
      'keys-unavailable',
    ],
  },
};

const listRequests: RouteDraft = {
  method: 'get',
  path: '/v1/requests',
  operation: {
    operationId: 'listRequests',
    summary: 'List requests of persons',
    description:
      'The open requests, sorted by due day, the earliest first. The list does not show the persons. With `state` the list has other requests, or only some open requests. `due_soon` selects open requests with at most seven days left. `waiting` selects open requests whose deadline waits for a proof of the person’s identity.',
    tags,
    scope,
    parameters: [
      parameterRef('Limit'),
      parameterRef('Cursor'),
      filter('state', 'Only requests in this state.', state),
      filter('kind', 'Only requests of this kind.', kind),
      filter('due_before', 'Only requests whose due day is before this day.', {
        type: 'string',
        format: 'date',
      }),
    ],
    responses: {
      '200': {
        description: 'A page of requests.',
        content: jsonContent(schemaRef('PersonRequestPage'), 'A page', {
          items: [summary],
          next_cursor: null,
        }),
      },
    },
    fails: [...callerCodes, 'cursor-invalid'],
  },
};

const endingRestrictions: RouteDraft = {
  method: 'get',
  path: '/v1/requests/ending-restrictions',
  operation: {
    operationId: 'countEndingRestrictions',
    summary: 'Count restricted records that expire soon',
    description:
      'Counts, for each category, the restricted records that are still needed and expire within 14 days. These are records that the person wants kept (Art. 18(1)(b) and (c) GDPR), and records that are kept as a proof. A restriction does not extend the expiry. If you need such records for longer, export them before they expire.',
    tags,
    scope,
    responses: {
      '200': {
        description: 'The counts. Categories without such records are omitted.',
        content: jsonContent(schemaRef('EndingRestrictions'), 'Two consents', {
          within_days: 14,
          items: [{ category: 'marketing_consents', count: 2 }],
        }),
      },
    },
    fails: [...callerCodes],
  },
};

const readRequest: RouteDraft = {
  method: 'get',
  path: '/v1/requests/{id}',
  operation: {
    operationId: 'readRequest',
    summary: 'Read a request of a person',
    description: 'The request with its person, and with the letters for its steps.',
    tags,
    scope,
    parameters: [parameterRef('RecordId')],
    responses: { '200': { description: 'The request.', headers: tagged, content } },
    fails: [...callerCodes, 'record-not-found', 'keys-unavailable'],
  },
};

type StepWords = {
  readonly name: string;
  readonly id: string;
  readonly summary: string;
  readonly description: string;
  readonly schema: string;
  readonly example: unknown;
  readonly codes: readonly ProblemCode[];
};

function stepDraft({ name, id, schema, example, codes, ...words }: StepWords): RouteDraft {
  return {
    method: 'post',
    path: `/v1/requests/{id}/${name}`,
    operation: {
      operationId: id,
      ...words,
      tags,
      scope,
      remembered: true,
      parameters: [parameterRef('RecordId'), parameterRef('IfMatch')],
      requestBody: bodyOf(schemaRef(schema), words.summary, example),
      responses: { '200': { description: 'Noted.', headers: tagged, content } },
      fails: [
        ...callerCodes,
        ...bodyCodes,
        'record-not-found',
        'request-closed',
        'precondition-failed',
        'idempotency-record-gone',
        'contention',
        'keys-unavailable',
        ...codes,
      ],
    },
  };
}

const steps = [
  stepDraft({
    name: 'extend',
    id: 'extendRequest',
    summary: 'Extend the time of a request',
    description:
      'Within the first month, you may extend the time once, by up to two months (GDPR Art. 12(3)). You must tell the person the reasons, so send them the letter in the answer.',
    schema: 'RequestExtension',
    example: { months: 2, reasons: ['complexity'] },
    codes: ['request-waiting', 'already-extended', 'extension-too-late'],
  }),
  stepDraft({
    name: 'identity',
    id: 'noteIdentity',
    summary: 'Ask for proof of identity, or note its result',
    description:
      'You may ask only if you have reasonable doubts about the person’s identity (GDPR Art. 12(6)). If you first ask within 14 days after the request arrived, the deadline waits until you note the result with `confirmed`.',
    schema: 'RequestIdentity',
    example: { doubt: 'unknown_address', method: 'code_to_known_address' },
    codes: ['identity-settled', 'identity-not-asked'],
  }),
  stepDraft({
    name: 'refuse',
    id: 'refuseRequest',
    summary: 'Refuse a request',
    description:
      'You may refuse within the first month (GDPR Art. 12(4)). The letter in the answer gives the ground, and tells the person about complaints and courts. The request is closed, and its personal details are deleted.',
    schema: 'RequestRefusal',
    example: { ground: 'excessive', authority: 'de_nw' },
    codes: ['identity-not-asked'],
  }),
  stepDraft({
    name: 'complete',
    id: 'completeRequest',
    summary: 'Complete a request',
    description:
      'The proof is the erasure or the archive that was made for the request. The request is closed, and its personal details are deleted. The dates and the proof stay.',
    schema: 'RequestCompletion',
    example: { result: 'done' },
    codes: ['request-waiting'],
  }),
];

/** The operations on requests of persons. */
export const requestOperations: readonly RouteDraft[] = [
  createRequest,
  listRequests,
  endingRestrictions,
  readRequest,
  ...steps,
];
