import type { ProblemCode } from '#shared/base/problems/problem-table.ts';
import type { Operation, Route } from './openapi-document.ts';
import type { ProblemResponses } from './problem-responses.ts';

/** An operation as it is written down: the codes it may fail with instead of the responses for them. */
export type RouteDraft = Omit<Route, 'operation'> & {
  readonly operation: Omit<Operation, 'security'> & {
    /** Scope that an API key needs; `scheduler` for Cloud Scheduler's token, `person` and `operator` for people alone, `public` for none. */
    readonly scope: string;
    readonly fails: readonly ProblemCode[];
  };
};

function securityOf(scope: string): Operation['security'] {
  if (scope === 'public') return [];
  if (scope === 'scheduler') return [{ schedulerToken: [] }];
  const people = [{ personToken: [] }, { session: [] }];
  return scope === 'person' || scope === 'operator' ? people : [{ apiKey: [scope] }, ...people];
}

/** Makes a route of a draft. */
export function finishRoute(problems: ProblemResponses, draft: RouteDraft): Route {
  const { scope, fails, responses, tags, ...rest } = draft.operation;
  return {
    ...draft,
    operation: {
      ...rest,
      tags,
      security: securityOf(scope),
      responses: { ...responses, ...problems.responsesFor(fails) },
    },
  };
}
