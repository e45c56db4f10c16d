import type { Firestore } from '@google-cloud/firestore';
import { microsPerMilli } from '#shared/base/time/instant.ts';

/**
 * Milliseconds after which nobody waits for a call any more, and after which a commit is
 * abandoned.
 */
export const callDeadlineMs = 15_000;

/** How long after its beginning a commit may still be written. */
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
 * Makes a client abandon each commit at the deadline, with its own retries. By default it would
 * continue for ten minutes after nobody waits any more. Then the commit could be written long after
 * the check that allowed it. The client has no setting for that, so this changes the options that
 * it makes for its calls. `commit-deadline.test.ts` checks that it works.
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
