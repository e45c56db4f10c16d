import { createRewriteMatcher } from '../../local/gateway/match-rewrite.ts';
import { type FunctionName, functions } from '../../manifest.ts';

const match = createRewriteMatcher(
  functions.flatMap(({ name, serves, tasks }) =>
    [...tasks, ...serves].map((source) => ({ source, run: { serviceId: name, region: '' } })),
  ),
);

/** The function that serves a path, for Firebase Hosting and for Cloud Scheduler. */
export function functionOf(path: string): FunctionName {
  return (match(path) ?? 'manager') as FunctionName;
}
