/**
 * The headers that every answer gets, unless the route sets other values. They fit an API, because
 * its answers are not pages and load nothing.
 */
const secureHeaders: { readonly [name: string]: string } = {
  'cache-control': 'private, no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
};

/**
 * Adds the security headers that are missing. They keep an answer private, and prevent browsers
 * from running it.
 */
export function addSecureHeaders(headers: Headers): void {
  for (const [name, value] of Object.entries(secureHeaders))
    if (!headers.has(name)) headers.set(name, value);
}
