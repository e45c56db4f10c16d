import type { Instant } from '#shared/base/time/instant.ts';
import { endOf, type IssueSessionDeps, issueSession } from './issue-session.ts';
import type { ReadSession } from './read-session.ts';
import { renewMicros } from './session-times.ts';

/**
 * The instant at which the session now ends, and the `Set-Cookie` value with the session's new
 * cookie. `setCookie` is undefined if no new cookie was made.
 */
export type Extended = { readonly expiresAt: Instant; readonly setCookie: string | undefined };

/**
 * Extends an open session, until at most 12 hours after its beginning. If its cookie is younger
 * than five minutes, nothing changes. So the key service does not sign for every request.
 * @throws KeyServiceUnavailable, KeyDenied, WrappedKeyDamaged
 */
export async function extendSession(
  deps: IssueSessionDeps & { readonly now: () => Instant },
  { identity, begunAt, issuedAt }: ReadSession,
): Promise<Extended> {
  const now = deps.now();
  const { sessionId: id, email, issuer, expiresAt } = identity;
  if (now - issuedAt < renewMicros) return { expiresAt, setCookie: undefined };
  const session = { id, email, issuer, begun_at: begunAt };
  return { expiresAt: endOf(session, now), setCookie: await issueSession(deps, session, now) };
}
