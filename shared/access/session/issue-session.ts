import type { Instant } from '#shared/base/time/instant.ts';
import { signJws } from '#shared/vault/sign-jws.ts';
import type { Signer } from '#shared/vault/signer.ts';
import { sealCookie } from './seal-cookie.ts';
import { type SessionClaims, sessionType } from './session-claims.ts';
import { setSessionCookie } from './session-cookie.ts';
import type { SessionKeys } from './session-keys.ts';
import { absoluteMicros, idleMicros } from './session-times.ts';

/**
 * The dependencies for making session cookies. Only one function may use the key that signs
 * sessions.
 */
export type IssueSessionDeps = {
  readonly keys: SessionKeys;
  readonly signer: Pick<Signer, 'keyId' | 'sign'>;
};

/** Returns when a session ends if it is extended at `now` for the last time. */
export function endOf({ begun_at }: Pick<SessionClaims, 'begun_at'>, now: Instant): Instant {
  return Math.min(now + idleMicros, begun_at + absoluteMicros);
}

/**
 * Returns a `Set-Cookie` value for a session that begins or is extended at `now`. The session is
 * signed and then encrypted.
 * @throws KeyServiceUnavailable, KeyDenied, WrappedKeyDamaged
 */
export async function issueSession(
  { keys, signer }: IssueSessionDeps,
  session: Pick<SessionClaims, 'id' | 'email' | 'issuer' | 'begun_at'>,
  now: Instant,
): Promise<string> {
  const { id, email, issuer, begun_at } = session;
  const expires_at = endOf(session, now);
  const claims: SessionClaims = { id, email, issuer, begun_at, issued_at: now, expires_at };
  const sealed = await sealCookie(keys, 'session', await signJws(signer, sessionType, claims));
  return setSessionCookie(sealed, { sameSite: 'Strict', lifetime: expires_at - now });
}
