import { createRemoteJWKSet, type JWTVerifyGetKey, jwtVerify } from 'jose';
import * as z from 'zod';
import { Problem } from '#shared/base/problems/problem.ts';
import { type Instant, microsPerMilli } from '#shared/base/time/instant.ts';
import { isShortLived } from './identity/token-rules.ts';

/** Google's tokens are valid for one hour. */
const tokenHours = 1;

export type SchedulerTokenRules = {
  readonly audience: string;
  readonly issuer: string;
  /** The service account with which Cloud Scheduler calls. */
  readonly serviceAccount: string;
  readonly keys: JWTVerifyGetKey;
  readonly now: () => Instant;
};

const claims = z.object({ email: z.string(), email_verified: z.literal(true) });

/** The signing keys of an issuer. The library fetches and caches them. */
export function remoteKeys(uri: string): JWTVerifyGetKey {
  return createRemoteJWKSet(new URL(uri));
}

/**
 * Checks the OIDC token of Cloud Scheduler in full: signature, issuer, audience, lifetime and
 * service account (https://cloud.google.com/scheduler/docs/http-target-auth).
 * @throws Problem `credential-missing`, `credential-malformed`, `token-invalid`
 */
export function createSchedulerCheck(
  rules: SchedulerTokenRules,
): (authorization: string | undefined) => Promise<void> {
  return async (authorization) => {
    if (authorization === undefined) throw new Problem('credential-missing');
    const token = /^Bearer (\S+)$/i.exec(authorization)?.[1];
    if (token === undefined) throw new Problem('credential-malformed');
    try {
      const { payload } = await jwtVerify(token, rules.keys, {
        algorithms: ['RS256'],
        audience: rules.audience,
        issuer: rules.issuer,
        requiredClaims: ['exp', 'iat', 'email', 'email_verified'],
        currentDate: new Date(rules.now() / microsPerMilli),
      });
      const { email } = claims.parse(payload);
      if (email !== rules.serviceAccount || !isShortLived(payload, tokenHours))
        throw new Problem('token-invalid');
    } catch (cause) {
      throw new Problem('token-invalid', { cause });
    }
  };
}
