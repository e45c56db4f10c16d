import { comparedAddress, domainOf, personAddress } from '#shared/base/addresses/person-address.ts';
import type { Issuer } from '#shared/base/config/read-issuers.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import type { Identity } from '../identity.ts';

/**
 * A person whom an issuer has verified, with the normalised email address. The token or session of
 * the person is valid until `expiresAt`.
 */
export type VouchedIdentity = Identity & {
  /** The id of the session. Undefined if the request has a bearer token instead of a session. */
  readonly sessionId?: string;
  readonly expiresAt: Instant;
};

type Claims = { readonly [claim: string]: unknown };

/** True if the issuer may verify email addresses in the domain of this address. */
export function maySpeakFor(
  { emailDomains }: Pick<Issuer, 'emailDomains'>,
  address: string,
): boolean {
  return emailDomains === undefined || emailDomains.includes(domainOf(address));
}

/**
 * The normalised email address in the claims, even if the issuer may not verify it. Undefined if
 * the claims contain no valid email address of a person.
 */
export function claimedEmail({ email }: Claims): string | undefined {
  const read = personAddress.safeParse(email);
  return read.success ? comparedAddress(read.data) : undefined;
}

/**
 * The normalised email address that an issuer has verified. Undefined if the claims contain no
 * verified email address of a person, or if the issuer may not verify addresses in the domain of
 * this address.
 */
export function verifiedEmail(
  issuer: Pick<Issuer, 'emailDomains'>,
  claims: Claims,
): string | undefined {
  const email = claimedEmail(claims);
  const isVouchedFor = claims['email_verified'] === true;
  if (email === undefined || !isVouchedFor || !maySpeakFor(issuer, email)) return undefined;
  return email;
}
