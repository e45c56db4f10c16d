import type { JWTPayload } from 'jose';
import type { Configuration } from 'openid-client';
import { isIssuedToUs, isShortLived } from '#shared/access/identity/token-rules.ts';
import { claimedEmail, verifiedEmail } from '#shared/access/identity/vouched-identity.ts';
import { beginSession } from '#shared/access/session/begin-session.ts';
import { type PendingSignIn, readPendingSignIn } from '#shared/access/session/pending-sign-in.ts';
import type { Issuer } from '#shared/base/config/read-issuers.ts';
import { describeError } from '#shared/http/logger.ts';
import { loadClient, type Providers } from './connect-providers.ts';
import { readReturnTo } from './return-to.ts';
import type { SessionEvent } from './sign-in-access.ts';
import { type Asking, callbackPath, type SignInDeps } from './sign-in-deps.ts';
import { SignInFailure, type SignInFailureKind } from './sign-in-failure.ts';

export type FinishInput = {
  readonly query: URLSearchParams;
  readonly cookieHeader: string | undefined;
  readonly asking: Asking;
};

const unavailableCodes: ReadonlySet<string | undefined> = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_ABORT',
]);

/**
 * Returns the kind of failure for an error of the provider or of the connection to it. The page
 * shows our text for this kind, not the provider’s own words.
 */
async function kindOf(error: unknown): Promise<SignInFailureKind> {
  const { AuthorizationResponseError, ClientError, ResponseBodyError } = await loadClient();
  if (error instanceof AuthorizationResponseError) {
    if (error.error === 'access_denied') return 'cancelled';
    const isAway = ['server_error', 'temporarily_unavailable'].includes(error.error);
    return isAway ? 'unavailable' : 'refused';
  }
  if (error instanceof ResponseBodyError) {
    if (error.status >= 500) return 'unavailable';
    return error.error === 'invalid_grant' ? 'expired' : 'refused';
  }
  if (error instanceof ClientError)
    return unavailableCodes.has(error.code) ? 'unavailable' : 'refused';
  // On a network error `fetch` throws a TypeError.
  return error instanceof TypeError ? 'unavailable' : 'refused';
}

type Claims = { readonly [claim: string]: unknown };
type IdToken = JWTPayload & { readonly sub: string };

/**
 * Fetches the ID token and the claims about the person. If the token contains no email address, the
 * claims come from the provider's userinfo endpoint.
 */
async function fetchClaims(
  provider: Configuration,
  answer: URL,
  pending: PendingSignIn,
): Promise<{ readonly idToken: IdToken; readonly claims: Claims }> {
  const client = await loadClient();
  const tokens = await client.authorizationCodeGrant(provider, answer, {
    expectedState: pending.state,
    expectedNonce: pending.nonce,
    pkceCodeVerifier: pending.verifier,
    idTokenExpected: true,
  });
  const idToken: IdToken = tokens.claims() ?? { sub: '' };
  const canAsk = provider.serverMetadata().userinfo_endpoint !== undefined;
  if (idToken['email'] !== undefined || !canAsk) return { idToken, claims: idToken };
  const claims = await client.fetchUserInfo(provider, tokens.access_token, idToken.sub);
  return { idToken, claims };
}

type Fetched = Awaited<ReturnType<typeof fetchClaims>>;

/**
 * Decides whether the person may sign in. Returns the verified email address, or the reason for the
 * refusal.
 */
function judge(issuer: Issuer, { idToken, claims }: Fetched, tokenHours: number) {
  if (!isIssuedToUs(issuer, idToken) || !isShortLived(idToken, tokenHours))
    return { refusal: 'refused' } as const;
  const email = verifiedEmail(issuer, claims);
  return email === undefined ? ({ refusal: 'email-unverified' } as const) : { email };
}

/**
 * Completes a sign-in with the provider’s answer, and starts a session for the verified email
 * address. Before the session starts, adds an entry to the manager log of each tenant of the
 * person. If this function refuses the person, and the provider’s answer contains an email address,
 * it adds an entry for the refusal.
 * @throws SignInFailure; Problem `contention`; KeyServiceUnavailable, KeyDenied, WrappedKeyDamaged,
 * StoreUnavailable
 */
export async function finishSignIn(
  deps: SignInDeps,
  providers: Providers,
  { query, cookieHeader, asking }: FinishInput,
): Promise<{ readonly location: string; readonly setCookie: string }> {
  const { sessions, noteSession } = await deps.loadAccess();
  const pending = await readPendingSignIn(sessions.keys, cookieHeader, deps.now());
  const issuer = deps.issuers.find((one) => one.issuer === pending?.issuer);
  if (pending === undefined || issuer === undefined || query.get('state') !== pending.state)
    throw new SignInFailure('expired');
  let fetched: Fetched;
  try {
    const answer = new URL(`${deps.consoleUrl}${callbackPath}?${query.toString()}`);
    fetched = await fetchClaims(await providers(issuer), answer, pending);
  } catch (cause) {
    const kind = await kindOf(cause);
    if (kind !== 'cancelled')
      deps.logger.warn(
        { kind, cause_code: codeOf(cause), ...describeError(cause) },
        'sign-in failed',
      );
    throw new SignInFailure(kind, { cause });
  }
  const note = async (event: Pick<SessionEvent, 'email' | 'issuer' | 'target'>) =>
    asking.onNoted(await noteSession({ action: 'sessions.begin', ip: asking.ip, ...event }));
  const { email, refusal } = judge(issuer, fetched, deps.tokenHours);
  if (refusal !== undefined) {
    const claimed = claimedEmail(fetched.claims);
    if (claimed !== undefined) await note({ email: claimed, issuer: undefined });
    throw new SignInFailure(refusal);
  }
  const person = { email, issuer: issuer.issuer };
  const setCookie = await beginSession(sessions, person, (target) => note({ ...person, target }));
  const returnTo = readReturnTo(pending.return_to, deps.consoleUrl);
  return { location: `${deps.consoleUrl}${returnTo}`, setCookie };
}

/**
 * Returns the error code for the operator's log. The code comes from the library or from the
 * provider’s token endpoint, never from a URL.
 */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || error.name === 'AuthorizationResponseError') return undefined;
  const { code, error: told } = error as { code?: unknown; error?: unknown };
  const text = typeof told === 'string' ? told : code;
  return typeof text === 'string' && /^[A-Za-z_]{1,64}$/.test(text) ? text : undefined;
}
