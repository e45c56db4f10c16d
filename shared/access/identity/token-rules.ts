import type { JWTPayload } from 'jose';
import type { Issuer } from '#shared/base/config/read-issuers.ts';

const secondsPerHour = 3_600;

/**
 * True if a token was issued to our client. If the token has an `azp` (OpenID Connect Core 1.0,
 * section 2) or a `client_id` (RFC 9068, section 2.2), this claim must name our client. A token for
 * several audiences must have an `azp`.
 */
export function isIssuedToUs({ clientId }: Pick<Issuer, 'clientId'>, claims: JWTPayload): boolean {
  const { aud, azp, client_id: client } = claims;
  const isForOne = !Array.isArray(aud) || aud.length === 1;
  const isAuthorized = azp === undefined ? isForOne : azp === clientId;
  return isAuthorized && (client === undefined || client === clientId);
}

/** True if at most `hoursMax` hours are between the issue of a token and its expiry. */
export function isShortLived({ exp = 0, iat = 0 }: JWTPayload, hoursMax: number): boolean {
  return exp - iat <= hoursMax * secondsPerHour;
}
