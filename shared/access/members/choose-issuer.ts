import type { Issuer } from '#shared/base/config/read-issuers.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { maySpeakFor } from '../identity/vouched-identity.ts';

/** What an invitation says of who is meant. */
export type Invited = {
  readonly email: string;
  /** Where the body names the address. */
  readonly pointer: string;
  readonly issuer: string | undefined;
};

/**
 * The issuer that is to vouch for somebody: the one that is named, or the only one there is. An address that it could
 * never vouch for is refused.
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
