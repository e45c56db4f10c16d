import type { Instant } from '#shared/base/time/instant.ts';
import { endOf, type IssueSessionDeps, issueSession } from './issue-session.ts';
import type { ReadSession } from './read-session.ts';
import { renewMicros } from './session-times.ts';

/**
 * The new end of a session, and its `Set-Cookie` value. The value is undefined while the cookie is
 * younger than five minutes.
 */
export type Extended = { readonly expiresAt: Instant; readonly setCookie: string | undefined };

/**
 * Extends an open session, until at most 12 hours after its beginning. A session with a cookie that
 * is younger than five minutes does not change. So the key service does not sign for every request.
 * @throws KeyServiceUnavailable, KeyDenied
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
