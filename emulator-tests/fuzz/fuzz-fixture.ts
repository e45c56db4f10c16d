import { Writable } from 'node:stream';
import { readConfig } from '#shared/base/config/read-config.ts';
import { createApp } from '#shared/http/create-app.ts';
import type { Store } from '#shared/store/store.ts';
import { createAppDeps } from '#shared/wiring/app-deps.ts';
import { createLocalClock } from '../../infra/local/clock.ts';
import { createFunctionApps } from '../../infra/local/gateway/function-apps.ts';
import { createRouter } from '../../infra/local/gateway/gateway.ts';
import { createPlatform } from '../../infra/local/gateway/platform.ts';
import { functions, region } from '../../infra/manifest.ts';
import { startScheduler } from '../harness/scheduler.ts';
import { kmsLocation, lookupCost, purgeShards, type Stack } from '../harness/stack.ts';
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
  /** Sends a request to the function that the rewrites name. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** The lines that were logged since the last call. */
  readonly takeLog: () => string[];
  /** Switches every category on again, whatever requests have made of the tenants' profiles. */
  readonly restoreTenants: () => Promise<void>;
};

/** As many as come; the limits have tests of their own. */
const unlimited = { REQUESTS_PER_SECOND: '100000', REQUESTS_BURST: '1000000' };

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

/** Every function of the manifest in this process, against the stack, with credentials of two tenants. */
export async function createFuzzFixture(
  stack: Stack,
  clock = createLocalClock(),
): Promise<FuzzFixture> {
  const scheduler = await startScheduler(stack);
  const config = readConfig({
    ...scheduler.env,
    ...unlimited,
    OPERATORS: 'operator@example.org',
    OIDC_ISSUERS: JSON.stringify([{ issuer: fuzzIssuer, client_id: 'console', name: 'Fuzz' }]),
    GOOGLE_CLOUD_PROJECT: stack.projectId,
    KMS_LOCATION: kmsLocation,
    FIRESTORE_EMULATOR_HOST: stack.proxy.host,
    KMS_EMULATOR_HOST: `127.0.0.1:${stack.kms.port}`,
    LOOKUP_COST: String(lookupCost),
    PURGE_SHARDS: String(purgeShards),
  });
  const { logTo, take } = captureLines();
  const platform = {
    ...createPlatform(config, clock, logTo),
    identifyAs: () => identifyPeople,
  };
  const store = platform.store as Store & { close(): Promise<void> };
  stack.beforeStop(() => store.close());
  const files = { script: 'main.js', style: 'main.css', icon: 'icon.svg', assets: new Map() };
  const apps = createFunctionApps({ platform, console: files, apiBase: '' });
  const rewrites = functions.flatMap(({ name, serves }) =>
    serves.map((source) => ({ source, run: { serviceId: name, region } })),
  );
  const route = createRouter(rewrites, apps, createApp(createAppDeps(config, 'local', logTo)));
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
