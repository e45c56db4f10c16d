import { expect, test } from 'vitest';
import { readConfig } from '#shared/base/config/read-config.ts';
import { createAppDeps } from './app-deps.ts';

test('an app knows how many proxies stand before it, and to which project its traces belong', () => {
  const env = { GOOGLE_CLOUD_PROJECT: 'demo-mayfly', KMS_LOCATION: 'europe' };
  const depsOf = (more: object) => createAppDeps(readConfig({ ...env, ...more }), 'chat');
  expect(depsOf({}).guards?.trustedProxies).toBe(0);
  expect(depsOf({ TRUSTED_PROXIES: '1' }).guards?.trustedProxies).toBe(1);
  expect(depsOf({}).project).toBe('demo-mayfly');
});
