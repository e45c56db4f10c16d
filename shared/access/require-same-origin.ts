import { Problem } from '#shared/base/problems/problem.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What a page of another site cannot send without asking first (CORS), and nobody answers that question. */
const ownHeader = 'mayfly-csrf';

export type CookieRequest = {
  readonly method: string;
  header(name: string): string | undefined;
};

/**
 * Lets a request that changes something, and that a cookie authenticates, pass only when one of the console’s own
 * pages sent it: the browser says so (`Sec-Fetch-Site: same-origin`, an `Origin` that is ours; whichever of the two
 * it sends must be right, and one must be there), and it has the header `Mayfly-Csrf: 1`, which no form can send.
 * Requests with a bearer credential need none of it. (OWASP Cross-Site Request Forgery Prevention Cheat Sheet:
 * Fetch Metadata, verifying the origin, custom request headers.)
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
