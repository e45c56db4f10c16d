import { decodeJwt, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { Issuer } from '#shared/base/config/read-issuers.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { type Instant, microsPerMilli, microsPerSecond } from '#shared/base/time/instant.ts';
import { type FetchJson, fetchIssuerJson } from './fetch-issuer-json.ts';
import { createIssuerKeys } from './issuer-keys.ts';
import { type VouchedIdentity, verifiedEmail } from './vouched-identity.ts';

/** Signatures that nobody can make who only knows the public key. */
const algorithms = ['RS256', 'ES256', 'PS256'];
/** What access tokens (RFC 9068) and ID tokens call themselves; other kinds of token are no credentials. */
const types: ReadonlySet<string | undefined> = new Set([
  undefined,
  'jwt',
  'at+jwt',
  'application/at+jwt',
]);
const lengthMax = 8_192;
/** How far an issuer’s clock may be ahead of ours. An expiry is taken at its word. */
const clockToleranceSeconds = 30;

/**
 * Finds out whom a bearer token speaks for.
 * @throws Problem `token-invalid` for every token that is not accepted, whatever the reason; `issuer-unavailable`
 */
export type VerifyBearer = (token: string) => Promise<VouchedIdentity>;

type Known = { readonly issuer: Issuer; readonly keys: JWTVerifyGetKey };

/** Names the issuer whose keys are tried; nothing else is believed before the signature is verified. */
function claimedIssuer(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

/** OpenID Connect Core 1.0, section 3.1.3.7: a token for several is one for the party it was issued to. */
function isForUs({ clientId }: Issuer, { aud, azp }: JWTPayload): boolean {
  return !Array.isArray(aud) || aud.length === 1 || azp === clientId;
}

async function verify(
  { issuer, keys }: Known,
  token: string,
  now: Instant,
): Promise<VouchedIdentity> {
  const { payload, protectedHeader } = await jwtVerify(token, keys, {
    algorithms,
    issuer: issuer.issuer,
    audience: issuer.audience,
    requiredClaims: ['exp', 'iat'],
    clockTolerance: clockToleranceSeconds,
    currentDate: new Date(now / microsPerMilli),
  });
  const { exp = 0, iat = 0 } = payload;
  const expiresAt = Math.floor(exp * microsPerSecond);
  const isCurrent = now < expiresAt && (iat - clockToleranceSeconds) * microsPerSecond <= now;
  const email = verifiedEmail(issuer, payload);
  const isOfType = types.has(protectedHeader.typ?.toLowerCase());
  if (email === undefined || !isCurrent || !isOfType || !isForUs(issuer, payload))
    throw new Problem('token-invalid');
  return { email, issuer: issuer.issuer, expiresAt };
}

/**
 * Verifies tokens of the configured issuers: signature (RS256, ES256 or PS256 by the issuer’s published keys), issuer,
 * audience, times, and an address that the issuer has verified. Keys are fetched when the first token comes.
 */
export function createBearerVerifier(deps: {
  readonly issuers: readonly Issuer[];
  readonly now: () => Instant;
  readonly fetchJson?: FetchJson;
}): VerifyBearer {
  const { now, fetchJson = fetchIssuerJson } = deps;
  const known = new Map(
    deps.issuers.map((issuer): [string, Known] => {
      const keys = createIssuerKeys({ issuer, fetchJson, now });
      return [issuer.issuer, { issuer, keys }];
    }),
  );
  return async (token) => {
    const issuer = token.length > lengthMax ? undefined : known.get(claimedIssuer(token) ?? '');
    if (issuer === undefined) throw new Problem('token-invalid');
    try {
      return await verify(issuer, token, now());
    } catch (cause) {
      if (cause instanceof Problem) throw cause;
      throw new Problem('token-invalid', { cause });
    }
  };
}
