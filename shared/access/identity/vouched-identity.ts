import type { Issuer } from '#shared/base/config/read-issuers.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import { emailAddress } from '#shared/categories/field-schemas.ts';
import { normalise } from '#shared/vault/normalise.ts';
import type { Identity } from '../identity.ts';

/**
 * A person, as an issuer has vouched for: who it is, and for how long that may be believed. The address is verified
 * by the issuer, and in the form in which addresses are compared.
 */
export type VouchedIdentity = Identity & {
  readonly issuer: string;
  /** Of a session; undefined for a bearer token. */
  readonly sessionId?: string;
  readonly expiresAt: Instant;
};

/**
 * The address that an issuer vouches for, normalised; undefined when it is missing, not verified by the issuer, none
 * that a record takes (it could be taken for another), or of a domain that is not the issuer’s to speak for.
 */
export function verifiedEmail(
  { emailDomains }: Pick<Issuer, 'emailDomains'>,
  claims: { readonly [claim: string]: unknown },
): string | undefined {
  const { email: address, email_verified: isVerified } = claims;
  const parsed = emailAddress.safeParse(address);
  if (!parsed.success || isVerified !== true) return undefined;
  const email = normalise('email', parsed.data);
  const domain = email.slice(email.indexOf('@') + 1);
  return emailDomains === undefined || emailDomains.includes(domain) ? email : undefined;
}
