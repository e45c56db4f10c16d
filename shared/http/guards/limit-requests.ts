import { hash, randomBytes } from 'node:crypto';
import { Problem } from '#shared/base/problems/problem.ts';
import { createTokenBuckets } from './token-buckets.ts';

/**
 * Who sends a request: the credential without its scheme (such as `Bearer`), and the IP address
 * that the platform added.
 */
export type Asking = {
  readonly credential: string | undefined;
  /**
   * The IP address of the client. The address is undefined if there is no platform in front of the
   * function. Then clients cannot be distinguished, and failing credentials are not limited.
   */
  readonly client: string | undefined;
};

/**
 * Limits how often one credential may call, and how often one client may send credentials that
 * fail. Each instance counts in its own memory, because a shared count would write a document for
 * every request. So n instances allow n times as many requests.
 */
export type RequestLimits = {
  /**
   * Called before a credential is looked up. It refuses a client that has sent too many failing
   * credentials. But it never refuses a credential that has worked recently. So other callers with
   * the same IP address cannot block this credential.
   * @throws Problem `too-many-requests`
   */
  checkClient(asking: Asking): void;
  /** Counts a failing credential for its client. */
  noteFailure(asking: Asking): void;
  /**
   * Counts a request with an accepted credential.
   * @throws Problem `too-many-requests` if the credential has called too often
   */
  takeRequest(asking: Asking): void;
};

export type RequestLimitOptions = {
  readonly perSecond: number;
  readonly burst: number;
  /** The time in milliseconds. It never goes back. */
  readonly monotonic: () => number;
};

const failures = { perSecond: 1, burst: 100 };
const remembered = 10_000;

function refuseFor(milliseconds: number): void {
  if (milliseconds <= 0) return;
  const retryAfterSeconds = Math.max(1, Math.ceil(milliseconds / 1_000));
  throw new Problem('too-many-requests', { retryAfterSeconds });
}

/** Makes the {@link RequestLimits} of this process. */
export function createRequestLimits(options: RequestLimitOptions): RequestLimits {
  const shared = { monotonic: options.monotonic, size: remembered };
  const requests = createTokenBuckets({ ...options, ...shared });
  const failed = createTokenBuckets({ ...failures, ...shared });
  // Memory contains only hashes of credentials and addresses. A plain hash over a random secret and
  // the text is enough, because the hashes never leave the process. An HMAC would take ten times as
  // long.
  const secret = randomBytes(32).toString('base64');
  const mark = (text: string) => hash('sha256', secret + text, 'base64');
  return {
    checkClient({ credential, client }) {
      if (credential === undefined || client === undefined) return;
      if (!requests.has(mark(credential))) refuseFor(failed.waitFor(mark(client)));
    },
    noteFailure({ client }) {
      if (client !== undefined) failed.take(mark(client));
    },
    takeRequest({ credential }) {
      if (credential !== undefined) refuseFor(requests.take(mark(credential)));
    },
  };
}
