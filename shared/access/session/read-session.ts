import { createReadThrough } from '#shared/base/cache/read-through.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import type { Store } from '#shared/store/store.ts';
import type { VouchedIdentity } from '../identity/vouched-identity.ts';
import { issueSession, openSession, type SessionClaims } from './session-claims.ts';
import { readSessionCookie } from './session-cookie.ts';
import { isUnderWay } from './session-documents.ts';
import type { SessionKeys } from './session-keys.ts';
import { renewMicros } from './session-times.ts';

export type SessionReaderDeps = {
  readonly store: Store;
  readonly keys: SessionKeys;
  readonly now: () => Instant;
};

export type ReadSession = {
  readonly identity: VouchedIdentity & { readonly sessionId: string };
  /** A `Set-Cookie` value to send with the answer; undefined while the cookie is young. */
  readonly renewed: string | undefined;
};

/**
 * Reads the session of a `Cookie` header; undefined when it brings none. A session that was ended stops working
 * here within 5 s. Sessions last 15 minutes beyond their last use, and 12 hours at most.
 * @throws Problem `session-ended` for every cookie that is no session under way, whatever the reason;
 *   KeyServiceUnavailable, KeyDenied, StoreUnavailable
 */
export function createSessionReader(
  deps: SessionReaderDeps,
): (cookieHeader: string | undefined) => Promise<ReadSession | undefined> {
  const { keys, now } = deps;
  const remember = createReadThrough<boolean>(deps);
  const isOn = (claims: SessionClaims) => remember(claims.id, () => isUnderWay(deps, claims));

  return async (cookieHeader) => {
    const sealed = readSessionCookie(cookieHeader);
    if (sealed === undefined) return undefined;
    const claims = await openSession(keys, sealed, now());
    if (claims === undefined || !(await isOn(claims))) throw new Problem('session-ended');
    const { id, email, issuer, issued_at, expires_at } = claims;
    const isOld = now() - issued_at >= renewMicros;
    return {
      identity: { email, issuer, sessionId: id, expiresAt: expires_at },
      renewed: isOld ? await issueSession(keys, claims, now()) : undefined,
    };
  };
}
