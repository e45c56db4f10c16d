import type { Context as HonoContext } from 'hono';
import { Problem } from '#shared/base/problems/problem.ts';
import { problemTable } from '#shared/base/problems/problem-table.ts';
import type { AppEnv } from '../env.ts';
import { clientOf } from './client-address.ts';
import { foreignOrigin, requireOwnOrigin } from './cors.ts';

const missing: ReadonlySet<string> = new Set([
  'credential-missing',
  'device-token-missing',
  'subject-token-missing',
]);

/**
 * True if a credential was sent and refused. A request without a credential does not count as
 * refused.
 */
function isRefusedCredential(error: unknown): boolean {
  if (!(error instanceof Problem) || missing.has(error.code)) return false;
  return problemTable[error.code].status === 401;
}

/**
 * Returns the credential without its scheme and without the spaces around it. So the spelling of
 * the scheme does not matter: the limits see the same credential.
 */
function credentialOf(c: HonoContext<AppEnv>): string | undefined {
  const authorization = c.req.header('authorization');
  if (authorization !== undefined) return authorization.replace(/^bearer\s+/i, '').trim();
  return /(?:^|;\s*)__session=([^;]+)/.exec(c.req.header('cookie') ?? '')?.[1];
}

/**
 * Identifies the caller. Then the app's limits count an accepted request or a refused credential.
 * They count nothing if no credential was sent, or if another error happened.
 * @throws Problem `too-many-requests`, and the errors of `identify`
 */
async function admit<T>(c: HonoContext<AppEnv>, identify: () => Promise<T>): Promise<T> {
  const { limits } = c.get('guards');
  const asking = { credential: credentialOf(c), client: clientOf(c) };
  limits?.checkClient(asking);
  try {
    const identified = await identify();
    c.set('isCallerKnown', true);
    limits?.takeRequest(asking);
    return identified;
  } catch (error) {
    if (isRefusedCredential(error)) limits?.noteFailure(asking);
    throw error;
  }
}

/**
 * Identifies the caller and the tenant of a request. It limits how often a credential may call, and
 * how often a client may send credentials that are refused. It also checks the origin of the page
 * that sends the request.
 * @throws Problem `too-many-requests`, `origin-refused`, and the errors of `identify`
 */
export async function admitCaller<T extends { readonly caller: { readonly tenant: string } }>(
  c: HonoContext<AppEnv>,
  identify: () => Promise<T>,
): Promise<T> {
  const identified = await admit(c, identify);
  const { origins } = c.get('guards');
  if (origins !== undefined) await requireOwnOrigin(c, origins, identified.caller.tenant);
  return identified;
}

/**
 * Does the same as {@link admitCaller}, but for routes of operators, of people without a tenant,
 * and of persons with a token for their own data. If the app checks origins, such routes refuse all
 * pages of other origins.
 * @throws Problem `too-many-requests`, `origin-refused`, and the errors of `identify`
 */
export async function admitPerson<T>(
  c: HonoContext<AppEnv>,
  identify: () => Promise<T>,
): Promise<T> {
  const identified = await admit(c, identify);
  if (c.get('guards').origins !== undefined && foreignOrigin(c) !== undefined)
    throw new Problem('origin-refused');
  return identified;
}
