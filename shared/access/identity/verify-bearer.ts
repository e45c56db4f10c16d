import { decodeJwt, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { Issuer } from '#shared/base/config/read-issuers.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { type Instant, microsPerMilli, microsPerSecond } from '#shared/base/time/instant.ts';
import { type FetchJson, fetchIssuerJson } from './fetch-issuer-json.ts';
import { createIssuerKeys } from './issuer-keys.ts';
import { isIssuedToUs, isShortLived } from './token-rules.ts';
import { type VouchedIdentity, verifiedEmail } from './vouched-identity.ts';

/**
 * Signature algorithms with a private and a public key. So nobody can sign with a published key.
 */
const algorithms = ['RS256', 'ES256', 'PS256'];
/** The types of access tokens (RFC 9068) and ID tokens. Tokens of other types are not accepted. */
const types: ReadonlySet<string | undefined> = new Set([
  undefined,
  'jwt',
  'at+jwt',
  'application/at+jwt',
]);
const lengthMax = 8_192;
/**
 * The clock of an issuer may be this far ahead of ours. But a token must not have expired by our
 * clock.
 */
const clockToleranceSeconds = 30;

/**
 * Identifies the person of a bearer token.
 * @throws Problem `token-invalid` for every reason to refuse the token; `issuer-unavailable`
 */
export type VerifyBearer = (token: string) => Promise<VouchedIdentity>;

type Known = { readonly issuer: Issuer; readonly keys: JWTVerifyGetKey };

/**
 * Reads the name of the issuer from a token that is not verified yet. This issuer's keys then
 * verify the signature. Before that, nothing else of the token is used.
 */
function claimedIssuer(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

type Rules = { readonly now: Instant; readonly tokenHours: number };

async function verify(
  { issuer, keys }: Known,
  token: string,
  { now, tokenHours }: Rules,
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
  const isOurs = isIssuedToUs(issuer, payload) && isShortLived(payload, tokenHours);
  if (email === undefined || !isCurrent || !isOfType || !isOurs) throw new Problem('token-invalid');
  return { email, issuer: issuer.issuer, expiresAt };
}

/**
 * Verifies tokens of the configured issuers. It checks the signature (RS256, ES256 or PS256 with
 * the issuer’s published keys), issuer, audience, client and times. The address must be verified.
 * The keys are fetched when the first token arrives.
 */
export function createBearerVerifier(deps: {
  readonly issuers: readonly Issuer[];
  readonly now: () => Instant;
  /**
   * The longest lifetime of a token. A token with a longer lifetime is refused, because a thief
   * could use it for the whole time.
   */
  readonly tokenHours: number;
  readonly fetchJson?: FetchJson;
}): VerifyBearer {
  const { now, tokenHours, fetchJson = fetchIssuerJson } = deps;
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
      return await verify(issuer, token, { now: now(), tokenHours });
    } catch (cause) {
      if (cause instanceof Problem) throw cause;
      throw new Problem('token-invalid', { cause });
    }
  };
}
