/**
 * Headers of every answer, unless its route sets others: an answer of the API is no page and loads
 * nothing.
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

/** Adds the missing headers that keep an answer private and harmless to browsers. */
export function addSecureHeaders(headers: Headers): void {
  for (const [name, value] of Object.entries(secureHeaders))
    if (!headers.has(name)) headers.set(name, value);
}
