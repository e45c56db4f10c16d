import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { readConfig } from '#shared/base/config/read-config.ts';
import { indexCollections } from '#shared/store/check-declared.ts';
import { createMemoryStore } from '#shared/store/memory-store.ts';
import type { Store } from '#shared/store/store.ts';
import { createAppDeps } from '#shared/wiring/app-deps.ts';
import { collections } from '#shared/wiring/collections.ts';
import { connectStore } from '#shared/wiring/connect-platform.ts';
import { createPlatform } from '#shared/wiring/platform.ts';
import { buildConsole } from '../../functions/manager/build-console.ts';
import { createLocalClock } from '../../infra/local/clock.ts';
import { demoTenants } from '../../infra/local/demo/demo-tenants.ts';
import { openDemoTenants } from '../../infra/local/demo/open-demo-tenants.ts';
import { startDemoIdentity } from '../../infra/local/demo/start-demo-identity.ts';
import { createFunctionApps } from '../../infra/local/gateway/function-apps.ts';
import { openGateway } from '../../infra/local/gateway/gateway.ts';
import { createLocalApp } from '../../infra/local/gateway/local-app.ts';
import type { Rewrite } from '../../infra/local/gateway/match-rewrite.ts';
import { createClosingStack } from '../../infra/local/stack/closing-stack.ts';
import { createProgress } from '../../infra/local/stack/progress.ts';
import { provisionStackKeys } from '../../infra/local/stack/provision-stack.ts';
import { createStackConfig, issuerOf } from '../../infra/local/stack/stack-config.ts';
import { startEmulators } from '../../infra/local/stack/start-emulators.ts';
import { openShop } from '../../infra/local/widget/open-shop.ts';

const hosting = fileURLToPath(new URL('../../firebase.json', import.meta.url));

/**
 * The cost of a lookup hash. It is lower than in production, because a test stores thousands of
 * people, and their hashes would take minutes.
 */
const lookupCost = '4';

type InnerStackOptions = {
  /**
   * True if the data must be in the Firestore emulator, so that bundles can use it. If false, the
   * data is only in memory.
   */
  readonly withFirestore: boolean;
  readonly watchStore?: (store: Store) => Store;
};

/**
 * Starts the local stack in this process, so that a test can call its apps. Creates the tenants and
 * people of the demo, but none of its records.
 */
export async function startInnerStack({ withFirestore, watchStore }: InnerStackOptions) {
  const closing = createClosingStack();
  const progress = createProgress(() => {});
  const logTo = pino.destination({
    dest: join(mkdtempSync(join(tmpdir(), 'inner-stack-')), 'stack.log'),
    sync: true,
  });
  const { hosting: served } = JSON.parse(readFileSync(hosting, 'utf8')) as {
    hosting: { rewrites: Rewrite[] };
  };
  const gateway = await openGateway(0, served.rewrites);
  closing.defer(() => gateway.stop());
  const clock = createLocalClock();
  const [console, identity, { firestore, kms, issuer }] = await Promise.all([
    buildConsole(),
    startDemoIdentity(gateway.baseUrl, undefined),
    startEmulators({
      withFirestore,
      clock,
      issuerUrl: issuerOf(gateway.baseUrl),
      kmsFile: undefined,
      issuerFile: undefined,
      logTo,
      closing,
      progress,
      onLost: () => {},
    }),
  ]);
  closing.defer(() => identity.stop());
  const { sessionKeys } = await provisionStackKeys(kms.port);
  const { env: usual } = createStackConfig({
    baseUrl: gateway.baseUrl,
    firestoreHost: firestore?.host,
    kmsHost: `${kms.host}:${kms.port}`,
    sessionKeys,
    identity,
  });
  const env = { ...usual, LOOKUP_COST: lookupCost };
  const config = readConfig(env);
  const store = withFirestore
    ? connectStore(config)
    : createMemoryStore(indexCollections(collections));
  const platform = createPlatform(config, {
    store: watchStore?.(store) ?? store,
    now: clock.now,
    onClockSet: clock.onMoved,
    logTo,
  });
  const apiKeys = await openDemoTenants(platform);
  const [{ id: tenant }] = demoTenants;
  const apps = createFunctionApps({ platform, console, apiBase: `/_local/as/${tenant}` });
  const local = createLocalApp({
    ...createAppDeps(platform, 'local'),
    clock,
    jobs: [],
    runJob: () => Promise.reject(new Error('this stack has no scheduled jobs')),
    setKmsOutage: (on) => kms.setOutage(on),
    jwks: () => issuer.jwks(),
    demo: () => ({ done: 0, total: 0 }),
    tenantsApp: apps.tenants,
    apiKeys,
    openShop: () => openShop({ platform, apps, baseUrl: gateway.baseUrl }),
  });
  gateway.serve(apps, local);
  return {
    baseUrl: gateway.baseUrl,
    env,
    apiKey: apiKeys.get(tenant) ?? '',
    apps,
    /** Adds work that runs before the stack stops. The work that was added last runs first. */
    beforeStop: (work: () => unknown) => closing.defer(work),
    stop: () => closing.closeAll(),
  };
}
