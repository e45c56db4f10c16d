import { expect, test } from 'vitest';
import { createAppDeps } from './app-deps.ts';
import { machine } from './machine.ts';
import { testConfig } from './testing/test-config.ts';

test('the configuration tells an app the number of proxies in front of it, and the project for its traces', () => {
  const depsOf = (env: { readonly [name: string]: string }) =>
    createAppDeps({ ...machine, config: testConfig(env) }, 'chat');
  expect(depsOf({}).guards?.trustedProxies).toBe(0);
  expect(depsOf({ TRUSTED_PROXIES: '1' }).guards?.trustedProxies).toBe(1);
  expect(depsOf({ GOOGLE_CLOUD_PROJECT: 'demo-mayfly' }).project).toBe('demo-mayfly');
});
