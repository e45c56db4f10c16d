import { Problem } from '#shared/base/problems/problem.ts';

/**
 * Handles an error that occurred while a session was read. For a problem, such as an ended session,
 * it returns undefined, and the request continues without a session. It throws other errors again.
 */
export function ignoreEnded(error: unknown): undefined {
  if (!(error instanceof Problem)) throw error;
  return undefined;
}
