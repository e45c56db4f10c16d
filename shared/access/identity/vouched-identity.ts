import { comparedAddress, domainOf, personAddress } from '#shared/base/addresses/person-address.ts';
import type { Issuer } from '#shared/base/config/read-issuers.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import type { Identity } from '../identity.ts';

/**
 * A person, as an issuer has vouched for: who it is, and for how long that may be believed. The address is verified
 * by the issuer, and in the form in which addresses are compared.
 */
export type VouchedIdentity = Identity & {
  /** Of a session; undefined for a bearer token. */
  readonly sessionId?: string;
  readonly expiresAt: Instant;
};

type Claims = { readonly [claim: string]: unknown };

/** Whether an address is of a domain that the issuer may speak for. */
export function maySpeakFor(
  { emailDomains }: Pick<Issuer, 'emailDomains'>,
  address: string,
): boolean {
  return emailDomains === undefined || emailDomains.includes(domainOf(address));
}

/** The address that claims name, as addresses are compared, whoever may vouch for it; undefined when it is no person’s. */
export function claimedEmail({ email }: Claims): string | undefined {
  const read = personAddress.safeParse(email);
  return read.success ? comparedAddress(read.data) : undefined;
}

/**
 * The address that an issuer vouches for, as addresses are compared; undefined when it is missing, not one that a
 * person may have, not verified by the issuer, or of a domain that is not the issuer’s to speak for.
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
