import type { Identify } from '../identity.ts';
import { requireSameOrigin } from '../require-same-origin.ts';
import type { ReadSession } from '../session/read-session.ts';
import type { VerifyBearer } from './verify-bearer.ts';

/**
 * Finds out which person a request comes from: by bearer token, or else by session, whose changes must come from
 * the console's own pages. An API key is nobody's.
 * @throws Problem `token-invalid`, `issuer-unavailable`, `session-ended`, `cross-site-request`
 */
export function createIdentify(deps: {
  readonly verifyBearer: VerifyBearer;
  readonly readSession: (cookieHeader: string | undefined) => Promise<ReadSession | undefined>;
  /** Origin of the console. */
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
    const { identity, renewed } = session;
    return { identity, ...(renewed !== undefined && { renewed }) };
  };
}
