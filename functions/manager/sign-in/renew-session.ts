import { requireIssuer } from '#shared/access/identity/identify.ts';
import type { Extended } from '#shared/access/session/extend-session.ts';
import type { SignInDeps } from './sign-in-deps.ts';

/**
 * Extends the browser's session. The result is undefined if the browser sends no session. An
 * extension adds no entry to the manager log, because open pages extend their session
 * automatically.
 * @throws Problem `session-ended`; KeyServiceUnavailable, KeyDenied, WrappedKeyDamaged,
 * StoreUnavailable
 */
export async function renewSession(
  { issuers, loadAccess }: SignInDeps,
  cookieHeader: string | undefined,
): Promise<Extended | undefined> {
  const { readSession, extend } = await loadAccess();
  const session = await readSession(cookieHeader);
  if (session === undefined) return undefined;
  requireIssuer(issuers, session.identity);
  return extend(session);
}
