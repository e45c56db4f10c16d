import { endSession } from '#shared/access/session/end-session.ts';
import { keepPendingSignIn } from '#shared/access/session/pending-sign-in.ts';
import type { Issuer } from '#shared/base/config/read-issuers.ts';
import { loadClient, type Providers } from './connect-providers.ts';
import { ignoreEnded } from './ignore-ended.ts';
import type { SignInAccess } from './sign-in-access.ts';
import { type Asking, callbackPath, type SignInDeps } from './sign-in-deps.ts';
import { SignInFailure } from './sign-in-failure.ts';

export type StartInput = {
  readonly issuer: Issuer;
  readonly returnTo: string;
  readonly cookieHeader: string | undefined;
  readonly asking: Asking;
};

/**
 * Ends the browser’s session. The new sign-in replaces the cookie, so this browser could not end
 * the earlier session afterwards. If the end cannot be recorded, the sign-in does not begin.
 */
async function endReplaced(
  access: SignInAccess,
  { cookieHeader, asking }: Pick<StartInput, 'cookieHeader' | 'asking'>,
): Promise<void> {
  const session = await access.readSession(cookieHeader).catch(ignoreEnded);
  if (session === undefined) return;
  const { email, issuer, sessionId } = session.identity;
  const ended = { email, issuer, target: sessionId, ip: asking.ip };
  asking.onNoted(await access.noteSession({ action: 'sessions.end', ...ended }));
  await endSession(access.sessions, sessionId);
}

/**
 * Begins a sign-in with an authorization code, PKCE, state and nonce (RFC 9700, section 2.1.1). The
 * provider must return the state and the nonce. `finishSignIn` compares them with the browser's
 * cookie.
 * @throws SignInFailure `unavailable`; Problem `contention`; KeyServiceUnavailable, KeyDenied,
 * WrappedKeyDamaged, StoreUnavailable
 */
export async function startSignIn(
  deps: SignInDeps,
  providers: Providers,
  { issuer, returnTo, cookieHeader, asking }: StartInput,
): Promise<{ readonly location: string; readonly setCookie: string }> {
  const provider = await providers(issuer).catch((cause: unknown) => {
    throw new SignInFailure('unavailable', { cause });
  });
  const client = await loadClient();
  const [state, nonce] = [client.randomState(), client.randomNonce()];
  const verifier = client.randomPKCECodeVerifier();
  const location = client.buildAuthorizationUrl(provider, {
    redirect_uri: `${deps.consoleUrl}${callbackPath}`,
    scope: 'openid email',
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(issuer.prompt !== undefined && { prompt: issuer.prompt }),
  });
  const access = await deps.loadAccess();
  await endReplaced(access, { cookieHeader, asking });
  const pending = { issuer: issuer.issuer, state, nonce, verifier, return_to: returnTo };
  const setCookie = await keepPendingSignIn(access.sessions.keys, pending, deps.now());
  return { location: location.href, setCookie };
}
