import { comparedAddress, domainOf, personAddress } from '#shared/base/addresses/person-address.ts';
import type { Issuer } from '#shared/base/config/read-issuers.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import type { Identity } from '../identity.ts';

/**
 * A person for whom an issuer has vouched, and how long this is valid. The issuer has verified the
 * address, and it is in the form in which addresses are compared.
 */
export type VouchedIdentity = Identity & {
  /** The session's id; undefined for a bearer token. */
  readonly sessionId?: string;
  readonly expiresAt: Instant;
};

type Claims = { readonly [claim: string]: unknown };

/** Whether the issuer may vouch for addresses of this one's domain. */
export function maySpeakFor(
  { emailDomains }: Pick<Issuer, 'emailDomains'>,
  address: string,
): boolean {
  return emailDomains === undefined || emailDomains.includes(domainOf(address));
}

/**
 * The address in the claims, in compared form, whoever may vouch for it. Undefined when it is no
 * person’s address.
 */
export function claimedEmail({ email }: Claims): string | undefined {
  const read = personAddress.safeParse(email);
  return read.success ? comparedAddress(read.data) : undefined;
}

/**
 * The address that an issuer vouches for, in compared form. Undefined when it is missing, is no
 * address that a person may have, was not verified by the issuer, or has a domain that the issuer
 * may not vouch for.
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
