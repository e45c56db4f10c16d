import { comparedAddress, domainOf, personAddress } from '#shared/base/addresses/person-address.ts';
import type { Issuer } from '#shared/base/config/read-issuers.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import type { Identity } from '../identity.ts';

/**
 * A person whom an issuer has verified, with the end of that proof. The address is in the
 * normalised form for comparisons.
 */
export type VouchedIdentity = Identity & {
  /** The session's id; undefined for a bearer token. */
  readonly sessionId?: string;
  readonly expiresAt: Instant;
};

type Claims = { readonly [claim: string]: unknown };

/** Whether the issuer may verify addresses of this domain. */
export function maySpeakFor(
  { emailDomains }: Pick<Issuer, 'emailDomains'>,
  address: string,
): boolean {
  return emailDomains === undefined || emailDomains.includes(domainOf(address));
}

/**
 * The normalised address in the claims, even if the issuer may not verify it. Undefined when it is
 * no person’s address.
 */
export function claimedEmail({ email }: Claims): string | undefined {
  const read = personAddress.safeParse(email);
  return read.success ? comparedAddress(read.data) : undefined;
}

/**
 * The normalised address that an issuer has verified. Undefined when it is missing, not a person's
 * address, not verified, or in a domain that the issuer may not verify.
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
