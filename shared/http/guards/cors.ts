import type { Context as HonoContext } from 'hono';
import { Problem } from '#shared/base/problems/problem.ts';
import type { OriginLookup } from '#shared/settings/origin-lookup.ts';
import type { AppEnv } from '../env.ts';

const allowedHeaders =
  'Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Mayfly-Tenant, X-Request-Id';
const exposedHeaders =
  'Content-Disposition, ETag, Idempotency-Replayed, Mayfly-Archive-Id, Mayfly-Export-Bytes, Mayfly-Export-Rows, Retry-After, WWW-Authenticate, X-Request-Id';
/**
 * The number of seconds for which browsers may cache a preflight. The requests themselves are still
 * checked each time.
 */
const preflightMaxAge = '600';

/**
 * The origin of the page that sends the request. The result is undefined if a program or one of our
 * own pages sends the request.
 */
export function foreignOrigin(c: HonoContext<AppEnv>): string | undefined {
  const origin = c.req.header('origin');
  if (origin === undefined) return undefined;
  // A page can set neither `Host` nor `X-Forwarded-Host`. The browser itself sets `Host`, and no
  // preflight allows `X-Forwarded-Host`.
  const own = [c.req.header('host') ?? new URL(c.req.url).host, c.req.header('x-forwarded-host')];
  const host = /^https?:\/\/([^/]+)$/.exec(origin)?.[1];
  return host !== undefined && own.includes(host) ? undefined : origin;
}

/**
 * True if an origin has the form of origins that tenants can register. The origin `null` does not
 * have this form.
 */
function isWellFormed(origin: string): boolean {
  return /^https?:\/\/[a-z0-9.[\]:-]{1,255}$/.test(origin);
}

/**
 * Answers a preflight (Fetch standard, section 3.2.2) for a known path, if at least one tenant has
 * registered the origin. Returns undefined for every other request.
 */
export async function answerPreflight(
  c: HonoContext<AppEnv>,
  lookup: OriginLookup,
  methods: readonly string[],
): Promise<Response | undefined> {
  const origin = foreignOrigin(c);
  const isPreflight =
    c.req.method === 'OPTIONS' && c.req.header('access-control-request-method') !== undefined;
  if (!isPreflight || origin === undefined || methods.length === 0) return undefined;
  if (!isWellFormed(origin) || !(await lookup.isRegistered(origin))) return undefined;
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': methods.join(', '),
      'access-control-allow-headers': allowedHeaders,
      'access-control-max-age': preflightMaxAge,
    },
  });
}

/**
 * Refuses a request before any work, if it comes from a page whose origin the tenant has not
 * registered. Without this check, the request would take effect: the browser would only hide the
 * answer from the page.
 * @throws Problem `origin-refused`
 */
export async function requireOwnOrigin(
  c: HonoContext<AppEnv>,
  lookup: OriginLookup,
  tenant: string,
): Promise<void> {
  const origin = foreignOrigin(c);
  if (origin === undefined) return;
  const isOwn = isWellFormed(origin) && (await lookup.originsOf(tenant)).has(origin);
  if (!isOwn) throw new Problem('origin-refused');
  c.set('isOwnOrigin', true);
}

/**
 * Allows a page to read the answer if the tenant has registered the page's origin. If the tenant is
 * not known (in a preflight, or with an expired credential), it is enough that some tenant has
 * registered the origin. Cookies are never allowed.
 */
export async function allowOrigin(c: HonoContext<AppEnv>, lookup: OriginLookup): Promise<void> {
  const origin = foreignOrigin(c);
  c.res.headers.append('vary', 'Origin');
  if (origin === undefined || !isWellFormed(origin)) return;
  const isAllowed =
    c.get('isOwnOrigin') ?? (!c.get('isCallerKnown') && (await lookup.isRegistered(origin)));
  if (!isAllowed) return;
  c.res.headers.set('access-control-allow-origin', origin);
  c.res.headers.set('access-control-expose-headers', exposedHeaders);
}
