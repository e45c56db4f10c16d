import type { Issuer } from '#shared/base/config/read-issuers.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { maySpeakFor } from '../identity/vouched-identity.ts';

/** The email address and the issuer of an invited person. */
export type Invited = {
  readonly email: string;
  /** The field of the body that contains the address, as a JSON Pointer. */
  readonly pointer: string;
  readonly issuer: string | undefined;
};

/**
 * Returns the issuer that must verify a person. If the request names no issuer, exactly one must be
 * configured, and this issuer is used. An address that the issuer may not verify is refused.
 * @throws Problem `validation-failed`
 */
export function chooseIssuer(
  issuers: readonly Issuer[],
  { email, pointer, issuer: named }: Invited,
): string {
  const refuse = (at: string, rule: string) =>
    new Problem('validation-failed', { errors: [{ pointer: at, rule }] });
  if (named === undefined && issuers.length !== 1) throw refuse('/issuer', 'required');
  const chosen = issuers.find(({ issuer }) => issuer === (named ?? issuer));
  if (chosen === undefined) throw refuse('/issuer', 'configured-issuer');
  if (!maySpeakFor(chosen, email)) throw refuse(pointer, 'domain-of-the-issuer');
  return chosen.issuer;
}
