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
  expires_at: '2030-12-31T23:00:00.000Z',
  kind: 'access',
  came_by: 'email',
  state: 'open',
  received: '2026-11-20',
  due: '2026-12-20',
  in_time_until: '2026-12-21',
  days_left: 27,
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
    summary: 'Note a request of a person',
    description:
      'Stores a request that a person has sent to the tenant. The request is due one month after its arrival, on the same day of the month. If that month has no such day, it is due on the last day of that month. If the due day is a Saturday or Sunday, `in_time_until` is the next Monday. Mayfly does not know public holidays. So `in_time_until` may be earlier than the last day that the law allows, but is never later. The personal details are encrypted. They are deleted when the request is closed or the person is erased.',
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
      'Lists the requests that are not closed. The request with the earliest due day comes first. The list does not show the persons. With `state` you can list closed requests, or only some of those that are not closed. The value `due_soon` lists requests that are due within seven days. The value `waiting` lists requests whose deadline waits for a proof of the person’s identity.',
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
      'For each category: the number of restricted records that expire within 14 days and that Mayfly keeps until then. It keeps them because the person wants it (Art. 18(1)(b) and (c) GDPR), or as a proof. A restriction does not make the expiry later. If you need such records for longer, export them before they expire.',
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
    description:
      'Gives the request, the person, and the letters that you send to the person at each step.',
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
      'Within the first month you may extend the time once, by up to two months (GDPR Art. 12(3)). You must tell the person the reasons. The answer contains a letter for that.',
    schema: 'RequestExtension',
    example: { months: 2, reasons: ['complexity'] },
    codes: ['request-waiting', 'already-extended', 'extension-too-late'],
  }),
  stepDraft({
    name: 'identity',
    id: 'noteIdentity',
    summary: 'Ask for proof of identity, or note its result',
    description:
      'You may ask only if you have reasonable doubts about the person’s identity (GDPR Art. 12(6)). Note the result later with `confirmed`. The deadline waits for the result only after your first question, and only if you ask it within 14 days after the request arrived.',
    schema: 'RequestIdentity',
    example: { doubt: 'unknown_address', method: 'code_to_known_address' },
    codes: ['identity-settled', 'identity-not-asked'],
  }),
  stepDraft({
    name: 'refuse',
    id: 'refuseRequest',
    summary: 'Refuse a request',
    description:
      'You may refuse within the first month (GDPR Art. 12(4)). The answer contains a letter to the person. It states the ground, and says that the person may complain or go to court. The request is closed, and its personal details are deleted.',
    schema: 'RequestRefusal',
    example: { ground: 'excessive', authority: 'de_nw' },
    codes: ['identity-not-asked'],
  }),
  stepDraft({
    name: 'complete',
    id: 'completeRequest',
    summary: 'Complete a request',
    description:
      'Closes the request and deletes its personal details. As a proof, name the erasure or the archive that was made for the request. The dates and the proof stay.',
    schema: 'RequestCompletion',
    example: { result: 'done' },
    codes: ['request-waiting'],
  }),
];

/** The operations on requests that persons send to a tenant, for example for access or erasure. */
export const requestOperations: readonly RouteDraft[] = [
  createRequest,
  listRequests,
  endingRestrictions,
  readRequest,
  ...steps,
];
