import { expect, test } from 'vitest';
import { cameByPlainHttp } from './came-by-plain-http.ts';

test.each([undefined, 'https', 'HTTPS', ' https ', 'https,https', 'https, https'])(
  '«%s» does not count as plain HTTP',
  (header) => {
    expect(cameByPlainHttp(header)).toBe(false);
  },
);

test.each([
  'http',
  'HTTP',
  ' http ',
  'http,https',
  'https,http',
  'https, http',
  'https,',
  ',',
  '',
  'ws',
  'https;http',
  'https http',
  '"https"',
  'httpss',
])('«%s» counts as plain HTTP', (header) => {
  expect(cameByPlainHttp(header)).toBe(true);
});
