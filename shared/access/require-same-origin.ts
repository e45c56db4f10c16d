import { Problem } from '#shared/base/problems/problem.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A page of another site may send this header only after a CORS preflight, and the answer to a
 * preflight never allows this header.
 */
const ownHeader = 'mayfly-csrf';

export type CookieRequest = {
  readonly method: string;
  header(name: string): string | undefined;
};

/**
 * Checks a request that is authenticated by a cookie. If the request changes something, one of the
 * console’s own pages must have sent it. A request with a bearer credential needs no such check.
 *
 * The request must have `Sec-Fetch-Site: same-origin` or our `Origin`. At least one of these two
 * headers must be present, and each that is present must be correct. The request must also have the
 * header `Mayfly-Csrf: 1`, which a form cannot send. (OWASP Cross-Site Request Forgery Prevention
 * Cheat Sheet: Fetch Metadata, verifying the origin, custom request headers.)
 * @throws Problem `cross-site-request`
 */
export function requireSameOrigin(
  request: CookieRequest,
  rules: { readonly origin: string | undefined },
): void {
  if (safeMethods.has(request.method)) return;
  const site = request.header('sec-fetch-site');
  const origin = request.header('origin');
  const isOwn =
    (site !== undefined || origin !== undefined) &&
    (site === undefined || site === 'same-origin') &&
    (origin === undefined || origin === rules.origin) &&
    request.header(ownHeader) === '1';
  if (!isOwn) throw new Problem('cross-site-request');
}
