import type { ProblemCode } from '#shared/base/problems/problem-table.ts';
import type { Answer, Operation, Reference, Route } from './openapi-document.ts';
import { parameterRef } from './parameters.ts';
import type { ProblemResponses } from './problem-responses.ts';

/**
 * An operation in the form in which it is written by hand, with the codes of its errors instead of
 * error responses.
 */
export type RouteDraft = Omit<Route, 'operation'> & {
  readonly operation: Omit<Operation, 'security'> & {
    /**
     * The scope that an API key needs. Five values mean that API keys are not used: `scheduler`
     * (the token of Cloud Scheduler), `person` and `operator` (only people), `device` (device
     * tokens), and `public` (no credential).
     */
    readonly scope: string;
    readonly fails: readonly ProblemCode[];
    /** Set if a repeated request with the same `Idempotency-Key` has no second effect. */
    readonly remembered?: true;
    /**
     * Set if Mayfly does not remember the `Idempotency-Key`, but makes the id of a message from it.
     */
    readonly passedOn?: true;
    /**
     * Set if the operation compares `If-Match` and `If-None-Match` with the record that it changes.
     */
    readonly conditional?: true;
    /** Set if the JSON answer can contain a single record. Such an answer has an `ETag`. */
    readonly tagged?: true;
  };
};

/** The scopes whose callers do not name a tenant in `Mayfly-Tenant`. */
const beyondTenants = new Set(['public', 'scheduler', 'person', 'operator', 'device']);

function securityOf(scope: string): Operation['security'] {
  if (scope === 'public') return [];
  if (scope === 'scheduler') return [{ schedulerToken: [] }];
  if (scope === 'device') return [{ deviceToken: [] }];
  const people = [{ personToken: [] }, { session: [] }];
  return beyondTenants.has(scope) ? people : [{ apiKey: [scope] }, ...people];
}

const headerRef = (name: string): Reference => ({ $ref: `#/components/headers/${name}` });

function withHeaders(answer: Answer, isReplayable: boolean, isTagged: boolean): Answer {
  const headers = {
    ...answer.headers,
    ...(isTagged && { ETag: headerRef('ETag') }),
    ...(isReplayable && { 'Idempotency-Replayed': headerRef('Idempotency-Replayed') }),
    'X-Request-Id': headerRef('X-Request-Id'),
  };
  return { ...answer, headers };
}

const harmless =
  'Mayfly accepts `Idempotency-Key`, but does not remember it, because a repetition changes nothing in Mayfly.';

/**
 * Makes a route from a draft. It adds the parameters, the headers and the error responses that all
 * routes of this kind have.
 */
export function finishRoute(problems: ProblemResponses, draft: RouteDraft): Route {
  const { scope, fails, responses, tags, parameters = [], ...asked } = draft.operation;
  const { remembered, passedOn, conditional, tagged, ...rest } = asked;
  const isDone = (status: string) => status.startsWith('2');
  const answers = Object.entries(responses).map(([status, answer]) => [
    status,
    '$ref' in answer
      ? answer
      : withHeaders(
          answer,
          remembered === true && isDone(status),
          tagged === true && isDone(status),
        ),
  ]);
  const codes: readonly ProblemCode[] = [
    ...fails,
    ...(remembered === true ? (['header-invalid', 'idempotency-mismatch'] as const) : []),
    ...(passedOn === true ? (['header-invalid'] as const) : []),
    ...(conditional === true ? (['header-invalid', 'precondition-failed'] as const) : []),
  ];
  const isHarmless = draft.method === 'post' && remembered !== true && passedOn !== true;
  const description = [rest.description, isHarmless ? harmless : ''].filter(Boolean).join(' ');
  return {
    ...draft,
    operation: {
      ...rest,
      ...(description !== '' && { description }),
      tags,
      parameters: [
        ...parameters,
        ...(conditional === true ? ['IfMatch', 'IfNoneMatch'].map(parameterRef) : []),
        ...(remembered === true ? [parameterRef('IdempotencyKey')] : []),
        ...(passedOn === true ? [parameterRef('PassedOnIdempotencyKey')] : []),
        ...(beyondTenants.has(scope) ? [] : [parameterRef('MayflyTenant')]),
        parameterRef('RequestId'),
      ],
      security: securityOf(scope),
      responses: { ...Object.fromEntries(answers), ...problems.responsesFor(codes) },
    },
  };
}
