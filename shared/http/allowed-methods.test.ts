import { expect, test } from 'vitest';
import { allowedMethods } from './allowed-methods.ts';

const routes = [
  { method: 'ALL', path: '/*' },
  { method: 'POST', path: '/v1/customers' },
  { method: 'GET', path: '/v1/customers' },
  { method: 'GET', path: '/v1/customers/:id' },
  { method: 'GET', path: '/v1/customers/:id' },
  { method: 'DELETE', path: '/v1/customers/:id' },
  { method: 'POST', path: '/v1/customers/search' },
];

test.each([
  ['/v1/customers', ['GET', 'POST']],
  ['/v1/customers/abc', ['DELETE', 'GET']],
  ['/v1/customers/search', ['DELETE', 'GET', 'POST']],
  ['/v1/customers/', []],
  ['/v1/customers/abc/more', []],
  ['/v1', []],
  ['/', []],
  ['/v2/customers', []],
])('at %s the methods are %o', (path, methods) => {
  expect(allowedMethods(routes, path)).toEqual(methods);
});
