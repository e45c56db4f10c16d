import { createRewriteMatcher } from '../../local/gateway/match-rewrite.ts';
import { type FunctionName, functions } from '../../manifest.ts';

const match = createRewriteMatcher(
  functions.flatMap(({ name, serves, tasks }) =>
    [...tasks, ...serves].map((source) => ({ source, run: { serviceId: name, region: '' } })),
  ),
);

/**
 * Returns the function to which the load balancer or Cloud Scheduler sends the requests of a path.
 */
export function functionOf(path: string): FunctionName {
  return (match(path) ?? 'manager') as FunctionName;
}
