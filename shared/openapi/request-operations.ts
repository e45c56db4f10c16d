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
    summary: 'Take in a request of a person',
    description:
      'It is due on the same day of the next month, or on that month’s last day; `in_time_until` gives way to the Monday where that is a Saturday or Sunday. Public holidays are not counted, so no day is later than the law’s. What names the person is encrypted, and goes when the request is closed or the person is erased.',
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
    responses: { '201': { description: 'Taken in.', headers: tagged, content } },
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
      'Those that are open, the earliest due first, without the persons. `state` chooses others, or a part: `due_soon` has seven days left at most, `waiting` waits for the person.',
    tags,
    scope,
    parameters: [
      parameterRef('Limit'),
      parameterRef('Cursor'),
      filter('state', 'Only those that stand so.', state),
      filter('kind', 'Only those that ask for this.', kind),
      filter('due_before', 'Only those whose last day is before this one.', {
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
    summary: 'Count restricted records that are about to expire',
    description:
      'How many restricted records of each category somebody relies on and expire within 14 days: the person wanted them kept (Art. 18(1)(b) and (c) GDPR), or they are kept as a proof. Nothing extends them; whoever needs them longer exports them before.',
    tags,
    scope,
    responses: {
      '200': {
        description: 'The counts; categories without any are left out.',
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
    description: 'With the person, and with the letters that its steps ask for.',
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
      'Once, by up to two months, and within the first month (GDPR Art. 12(3)). Send the person the letter of the answer: they must be told, with the reasons.',
    schema: 'RequestExtension',
    example: { months: 2, reasons: ['complexity'] },
    codes: ['request-waiting', 'already-extended', 'extension-too-late'],
  }),
  stepDraft({
    name: 'identity',
    id: 'noteIdentity',
    summary: 'Ask who the person is, or note what came of it',
    description:
      'Only on a reasonable doubt (GDPR Art. 12(6)). The first question, asked within 14 days of the receipt, lets time stand still until `confirmed` says what came of it.',
    schema: 'RequestIdentity',
    example: { doubt: 'unknown_address', method: 'code_to_known_address' },
    codes: ['identity-settled', 'identity-not-asked'],
  }),
  stepDraft({
    name: 'refuse',
    id: 'refuseRequest',
    summary: 'Refuse a request',
    description:
      'In time within the first month (GDPR Art. 12(4)). The letter of the answer names ground, complaint and court. The request is closed: what names the person is gone.',
    schema: 'RequestRefusal',
    example: { ground: 'excessive', authority: 'de_nw' },
    codes: ['identity-not-asked'],
  }),
  stepDraft({
    name: 'complete',
    id: 'completeRequest',
    summary: 'Complete a request',
    description:
      'With the erasure or the archive that was made for it as proof. The request is closed: what names the person is gone, dates and proof stay.',
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
