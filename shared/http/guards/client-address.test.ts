import { expect, test } from 'vitest';
import { clientAddress } from './client-address.ts';

test.each([
  [undefined, undefined],
  ['', undefined],
  ['anna', undefined],
  ['198.51.100.7', '198.51.100.7'],
  ['anything, 198.51.100.7', '198.51.100.7'],
  ['192.0.2.4,2001:db8::1 ', '2001:db8::1'],
  ['192.0.2.4,', undefined],
  ['198.51.100.7:52110', '198.51.100.7'],
  ['192.0.2.4, [2001:db8::1]:443', '2001:db8::1'],
])(
  'for X-Forwarded-For «%s» the client’s address is %s: the last address, which the platform added',
  (header, client) => {
    expect(clientAddress(header, 0)).toBe(client);
  },
);

test('behind trusted proxies, the client’s address is the one that the first proxy added', () => {
  expect(clientAddress('192.0.2.4, 203.0.113.7, 198.51.100.1', 1)).toBe('203.0.113.7');
  expect(clientAddress('203.0.113.7,198.51.100.1,198.51.100.2', 2)).toBe('203.0.113.7');
});

test('if a client does not use the proxies, its address is the one that the platform added', () => {
  expect(clientAddress('203.0.113.7', 1)).toBe('203.0.113.7');
});
