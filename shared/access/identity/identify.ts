import type { Issuer } from '#shared/base/config/read-issuers.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Identify, Identity } from '../identity.ts';
import { requireSameOrigin } from '../require-same-origin.ts';
import type { ReadSession } from '../session/read-session.ts';
import type { VerifyBearer } from './verify-bearer.ts';
import { maySpeakFor } from './vouched-identity.ts';

/**
 * Refuses a session if its issuer is no longer configured, or may no longer verify the person's
 * email address.
 * @throws Problem `session-ended`
 */
export function requireIssuer(issuers: readonly Issuer[], identity: Identity): void {
  const issuer = issuers.find((one) => one.issuer === identity.issuer);
  if (issuer === undefined || !maySpeakFor(issuer, identity.email))
    throw new Problem('session-ended');
}

/**
 * Identifies the person of a request. If the request has an `Authorization` header, only its bearer
 * token counts. Otherwise the session counts. A change with a session must come from the console's
 * own pages. A session is valid only while its issuer is configured and may verify the person's
 * email address. For an API key, or without a credential, the result is undefined.
 * @throws Problem `token-invalid`, `issuer-unavailable`, `session-ended`, `cross-site-request`
 */
export function createIdentify(deps: {
  readonly issuers: readonly Issuer[];
  readonly verifyBearer: VerifyBearer;
  readonly readSession: (cookieHeader: string | undefined) => Promise<ReadSession | undefined>;
  /** The origin of the console. */
  readonly origin: string | undefined;
}): Identify {
  return async ({ headers, method }) => {
    const authorization = headers.get('authorization');
    if (authorization !== null) {
      const token = /^Bearer ([\x21-\x7e]+)$/i.exec(authorization)?.[1];
      if (token === undefined || token.startsWith('mf_')) return undefined;
      return { identity: await deps.verifyBearer(token) };
    }
    const session = await deps.readSession(headers.get('cookie') ?? undefined);
    if (session === undefined) return undefined;
    const header = (name: string) => headers.get(name) ?? undefined;
    requireSameOrigin({ method, header }, { origin: deps.origin });
    const { identity } = session;
    requireIssuer(deps.issuers, identity);
    return { identity };
  };
}
