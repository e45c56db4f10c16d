import type { Issuer } from '#shared/base/config/read-issuers.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { maySpeakFor } from '../identity/vouched-identity.ts';

/** How an invitation names a person. */
export type Invited = {
  readonly email: string;
  /** Where the address stands in the body. */
  readonly pointer: string;
  readonly issuer: string | undefined;
};

/**
 * The issuer that is to vouch for a person: the named one, or the only one. It refuses an address
 * that the issuer could never vouch for.
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
