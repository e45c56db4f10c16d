import { Writable } from 'node:stream';
import { createApp } from '#shared/http/create-app.ts';
import { createAppDeps } from '#shared/wiring/app-deps.ts';
import { connectStore } from '#shared/wiring/connect-platform.ts';
import { createPlatform } from '#shared/wiring/platform.ts';
import { createLocalClock } from '../../infra/local/clock.ts';
import { createFunctionApps } from '../../infra/local/gateway/function-apps.ts';
import { createRouter } from '../../infra/local/gateway/gateway.ts';
import { functions, region } from '../../infra/manifest.ts';
import { startScheduler } from '../harness/scheduler.ts';
import type { Stack } from '../harness/stack.ts';
import { stackConfig, unlimited } from '../harness/stack-config.ts';
import { createKnownValues, type KnownValues } from './known-values.ts';
import {
  fuzzIssuer,
  identifyPeople,
  restoreTenants,
  storeCredentials,
  storeOfSystem,
  tenants,
} from './store-tenants.ts';

export type FuzzFixture = {
  readonly stack: Stack;
  readonly known: KnownValues;
  /** Sends a request to the function that serves its path according to the manifest. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Returns the lines that were logged since the last call of `takeLog`. */
  readonly takeLog: () => string[];
  /**
   * Switches every category of the tenants on again, because a request may have switched it off.
   */
  readonly restoreTenants: () => Promise<void>;
};

function captureLines() {
  let lines: string[] = [];
  const logTo = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const take = () => {
    const taken = lines;
    lines = [];
    return taken;
  };
  return { logTo, take };
}

/**
 * Creates the apps of all functions of the manifest in this process, on the given stack. Also
 * stores credentials and some records of two tenants on this stack.
 */
export async function createFuzzFixture(
  stack: Stack,
  clock = createLocalClock(),
): Promise<FuzzFixture> {
  const scheduler = await startScheduler(stack);
  const issuer = { issuer: fuzzIssuer, client_id: 'console', name: 'Fuzz' };
  const config = stackConfig(stack, {
    ...scheduler.env,
    ...unlimited,
    OPERATORS: 'operator@example.org',
    OIDC_ISSUERS: JSON.stringify([issuer]),
  });
  const { logTo, take } = captureLines();
  const store = connectStore(config);
  stack.beforeStop(() => store.close());
  const platform = createPlatform(config, {
    store,
    now: clock.now,
    onClockSet: clock.onMoved,
    logTo,
    identify: identifyPeople,
  });
  const ownFiles = {
    ownScript: 'own.js',
    ownStyle: 'own.css',
    verifyScript: 'verify.js',
    verifyStyle: 'verify.css',
  };
  const files = {
    script: 'main.js',
    style: 'main.css',
    icon: 'icon.svg',
    ...ownFiles,
    assets: new Map(),
  };
  const apps = createFunctionApps({ platform, console: files, apiBase: '' });
  const rewrites = functions.flatMap(({ name, serves }) =>
    serves.map((source) => ({ source, run: { serviceId: name, region } })),
  );
  const route = createRouter(rewrites, apps, createApp(createAppDeps(platform, 'local')));
  const known = createKnownValues();
  await storeCredentials(platform, known);
  for (const tenant of tenants) await storeOfSystem(platform, known, tenant);
  known.note('key', 'scheduler', await scheduler.token());
  return {
    stack,
    known,
    fetch: async (request) => route(request),
    takeLog: take,
    restoreTenants: () => restoreTenants(platform),
  };
}
