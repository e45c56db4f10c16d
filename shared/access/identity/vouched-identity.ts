import { comparedAddress, domainOf, personAddress } from '#shared/base/addresses/person-address.ts';
import type { Issuer } from '#shared/base/config/read-issuers.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import type { Identity } from '../identity.ts';

/**
 * A person whom an issuer has verified, and the instant at which this proof ends. The address is in
 * the normalised form for comparisons.
 */
export type VouchedIdentity = Identity & {
  /** The session's id. It is undefined for a bearer token. */
  readonly sessionId?: string;
  readonly expiresAt: Instant;
};

type Claims = { readonly [claim: string]: unknown };

/** True if the issuer may verify addresses in the domain of this address. */
export function maySpeakFor(
  { emailDomains }: Pick<Issuer, 'emailDomains'>,
  address: string,
): boolean {
  return emailDomains === undefined || emailDomains.includes(domainOf(address));
}

/**
 * The normalised address in the claims, even if the issuer may not verify it. It is undefined when
 * it is not a person’s address.
 */
export function claimedEmail({ email }: Claims): string | undefined {
  const read = personAddress.safeParse(email);
  return read.success ? comparedAddress(read.data) : undefined;
}

/**
 * The normalised address that an issuer has verified. It is undefined if the claims contain no
 * verified address of a person, or if the issuer may not verify addresses of the domain.
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
