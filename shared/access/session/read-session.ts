import { createReadThrough } from '#shared/base/cache/read-through.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import type { Store } from '#shared/store/store.ts';
import type { PublicKeys } from '#shared/vault/signer.ts';
import type { VouchedIdentity } from '../identity/vouched-identity.ts';
import type { SessionClaims } from './session-claims.ts';
import { readSessionCookie } from './session-cookie.ts';
import { isUnderWay } from './session-documents.ts';
import type { SessionKeys } from './session-keys.ts';

export type SessionReaderDeps = {
  readonly store: Store;
  readonly keys: SessionKeys;
  /** The public keys that verify the signature of a session. */
  readonly pinned: PublicKeys;
  readonly now: () => Instant;
};

export type ReadSession = {
  readonly identity: VouchedIdentity & { readonly sessionId: string };
  /** The time at which the person signed in. */
  readonly begunAt: Instant;
  /** The time at which the cookie was made. */
  readonly issuedAt: Instant;
};

/**
 * Creates a reader of the session in a `Cookie` header. The reader returns undefined if
 * {@link readSessionCookie} finds no cookie. It refuses a session at most 5 s after the session was
 * ended. A reader can neither make nor extend a session.
 * @throws Problem `session-ended` for every found cookie that does not contain an open session;
 * KeyServiceUnavailable, KeyDenied, WrappedKeyDamaged, StoreUnavailable
 */
export function createSessionReader(
  deps: SessionReaderDeps,
): (cookieHeader: string | undefined) => Promise<ReadSession | undefined> {
  const { now } = deps;
  const remember = createReadThrough<boolean>(deps);
  const isOn = (claims: SessionClaims) => remember(claims.id, () => isUnderWay(deps, claims));

  return async (cookieHeader) => {
    const sealed = readSessionCookie(cookieHeader);
    if (sealed === undefined) return undefined;
    // Most callers are programs, which have no session. So the code that verifies sessions is
    // loaded only when the first session arrives.
    const { openSession } = await import('./session-claims.ts');
    const claims = await openSession(deps, sealed, now());
    if (claims === undefined || !(await isOn(claims))) throw new Problem('session-ended');
    const { id, email, issuer, begun_at, issued_at, expires_at } = claims;
    const identity = { email, issuer, sessionId: id, expiresAt: expires_at };
    return { identity, begunAt: begun_at, issuedAt: issued_at };
  };
}
