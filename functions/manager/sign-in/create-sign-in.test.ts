import { expect, test } from 'vitest';
import { testConfig } from '#shared/wiring/testing/test-config.ts';
import { createSignIn } from './create-sign-in.ts';

const people = {
  CONSOLE_URL: 'https://console.example.org',
  OIDC_ISSUERS: JSON.stringify([
    { issuer: 'https://id.example.org', client_id: 'console', name: 'Example' },
  ]),
};

const start = (env: { readonly [name: string]: string }) =>
  createSignIn(
    testConfig({ ...people, ...env }),
    () => 0,
    () => Promise.reject(new Error('not asked')),
  );

test('the manager does not start if SESSION_PUBLIC_KEYS lacks the public key of the version that signs sessions', () => {
  expect(() => start({ SESSION_KEY_VERSION: '2' })).toThrow(
    'configuration refused: SESSION_PUBLIC_KEYS: lacks session_signing/2, the key that signs sessions',
  );
  expect(start({ SESSION_KEY_VERSION: '1' })).toBeDefined();
});
