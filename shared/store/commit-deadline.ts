import type { Firestore } from '@google-cloud/firestore';
import { microsPerMilli } from '#shared/base/time/instant.ts';

/**
 * After this many milliseconds callers no longer wait for a call, and the client gives up a commit.
 */
export const callDeadlineMs = 15_000;

/** A commit may still take effect for this long after its beginning. */
export const commitDeadlineMicros = callDeadlineMs * microsPerMilli;

type Backoff = {
  readonly initialRpcTimeoutMillis: number;
  readonly maxRpcTimeoutMillis: number;
  readonly totalTimeoutMillis: number;
};
type CallOptions = { readonly retry?: { readonly backoffSettings: Backoff } };
type CallMaker = {
  createCallOptions: (method: string, retryCodes?: readonly number[]) => CallOptions;
};

/**
 * Makes a client give up each commit at the deadline, with all its own retries. By default the
 * client would continue for ten minutes after callers stopped waiting. Then the commit could take
 * effect long after the check that allowed it. The client has no setting for this. So this function
 * changes the options that the client makes for its calls; `commit-deadline.test.ts` checks the
 * effect.
 */
export function giveCommitsUp(client: Firestore, deadlineMs: number = callDeadlineMs): Firestore {
  const maker = client as unknown as CallMaker;
  const create = maker.createCallOptions.bind(client);
  maker.createCallOptions = (method, retryCodes) => {
    const options = create(method, retryCodes);
    if (method !== 'commit' || options.retry === undefined) return options;
    const backoffSettings = {
      ...options.retry.backoffSettings,
      initialRpcTimeoutMillis: deadlineMs,
      maxRpcTimeoutMillis: deadlineMs,
      totalTimeoutMillis: deadlineMs,
    };
    return { ...options, retry: { ...options.retry, backoffSettings } };
  };
  return client;
}
