import { describe, expect, test } from 'vitest';
import { requireSameOrigin } from './require-same-origin.ts';

const origin = 'https://console.example.org';
const good = { 'sec-fetch-site': 'same-origin', origin, 'mayfly-csrf': '1' };

function ask(
  headers: { readonly [name: string]: string | undefined },
  method = 'POST',
  own: string | undefined = origin,
) {
  const request = { method, header: (name: string) => headers[name.toLowerCase()] };
  return () => requireSameOrigin(request, { origin: own });
}

test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'QUERY', 'post'])(
  '%s is accepted from a page of the console itself',
  (method) => {
    expect(ask(good, method)).not.toThrow();
    expect(ask({ ...good, 'sec-fetch-site': undefined }, method)).not.toThrow();
    expect(ask({ ...good, origin: undefined }, method)).not.toThrow();
  },
);

test.each(['GET', 'HEAD', 'OPTIONS'])(
  '%s is accepted from every page, because it changes nothing',
  (method) => {
    expect(ask({ 'sec-fetch-site': 'cross-site', origin: 'null' }, method)).not.toThrow();
  },
);

describe('a change is refused', () => {
  test.each<[string, { readonly [name: string]: string | undefined }]>([
    ['from another site', { ...good, 'sec-fetch-site': 'cross-site' }],
    ['from a neighbouring domain', { ...good, 'sec-fetch-site': 'same-site' }],
    ['from no page', { ...good, 'sec-fetch-site': 'none' }],
    ['from another origin', { ...good, origin: 'https://evil.example.org' }],
    [
      'from an origin that begins with the same text',
      { ...good, origin: `${origin}.evil.example` },
    ],
    ['from the same host over plain HTTP', { ...good, origin: origin.replace('https', 'http') }],
    ['from another port', { ...good, origin: `${origin}:8443` }],
    ['from an opaque origin', { ...good, origin: 'null' }],
    ['without the header that no form can send', { ...good, 'mayfly-csrf': undefined }],
    ['with another value in that header', { ...good, 'mayfly-csrf': '0' }],
    ['without any header that says where it comes from', { 'mayfly-csrf': '1' }],
  ])('%s', (_, headers) => {
    expect(ask(headers)).toThrow(expect.objectContaining({ code: 'cross-site-request' }));
  });

  test('with an `Origin` header if no console is configured; without this header, a change with `Sec-Fetch-Site: same-origin` is accepted', () => {
    expect(ask(good, 'POST', '')).toThrow('Cross-site request');
    expect(ask({ ...good, origin: undefined }, 'POST', '')).not.toThrow();
  });
});
