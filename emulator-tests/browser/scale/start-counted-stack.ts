import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { readConfig } from '#shared/base/config/read-config.ts';
import { indexCollections } from '#shared/store/check-declared.ts';
import { createMemoryStore } from '#shared/store/memory-store.ts';
import { createAppDeps } from '#shared/wiring/app-deps.ts';
import { collections } from '#shared/wiring/collections.ts';
import { createPlatform } from '#shared/wiring/platform.ts';
import { buildConsole } from '../../../functions/manager/build-console.ts';
import { createLocalClock } from '../../../infra/local/clock.ts';
import { demoTenants } from '../../../infra/local/demo/demo-tenants.ts';
import { openDemoTenants } from '../../../infra/local/demo/open-demo-tenants.ts';
import { startDemoIdentity } from '../../../infra/local/demo/start-demo-identity.ts';
import { createFunctionApps } from '../../../infra/local/gateway/function-apps.ts';
import { openGateway } from '../../../infra/local/gateway/gateway.ts';
import { createLocalApp } from '../../../infra/local/gateway/local-app.ts';
import type { Rewrite } from '../../../infra/local/gateway/match-rewrite.ts';
import { createClosingStack } from '../../../infra/local/stack/closing-stack.ts';
import { createProgress } from '../../../infra/local/stack/progress.ts';
import { provisionStackKeys } from '../../../infra/local/stack/provision-stack.ts';
import { createStackConfig, issuerOf } from '../../../infra/local/stack/stack-config.ts';
import { startEmulators } from '../../../infra/local/stack/start-emulators.ts';
import { createReadCounter } from './count-reads.ts';

/** A hash for each of ten thousand customers would take a quarter of an hour at the usual cost. */
const lookupCost = '4';
const hosting = fileURLToPath(new URL('../../../firebase.json', import.meta.url));

/** The local stack in this process, with its data in memory. It counts what each request reads. */
export async function startCountedStack() {
  const closing = createClosingStack();
  const progress = createProgress(() => {});
  const logTo = pino.destination({
    dest: join(mkdtempSync(join(tmpdir(), 'counted-')), 'stack.log'),
    sync: true,
  });
  const { hosting: served } = JSON.parse(readFileSync(hosting, 'utf8')) as {
    hosting: { rewrites: Rewrite[] };
  };
  const gateway = await openGateway(0, served.rewrites);
  closing.defer(() => gateway.stop());
  const clock = createLocalClock();
  const [console, identity, { kms, issuer }] = await Promise.all([
    buildConsole(),
    startDemoIdentity(gateway.baseUrl, undefined),
    startEmulators({
      withFirestore: false,
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
  const { env } = createStackConfig({
    baseUrl: gateway.baseUrl,
    firestoreHost: undefined,
    kmsHost: `${kms.host}:${kms.port}`,
    sessionKeys,
    identity,
  });
  const counter = createReadCounter();
  const platform = createPlatform(readConfig({ ...env, LOOKUP_COST: lookupCost }), {
    store: counter.watchStore(createMemoryStore(indexCollections(collections))),
    now: clock.now,
    onClockSet: clock.onMoved,
    logTo,
  });
  const apiKeys = await openDemoTenants(platform);
  const [{ id: tenant }] = demoTenants;
  const apps = createFunctionApps({ platform, console, apiBase: `/_local/as/${tenant}` });
  for (const app of Object.values(apps)) counter.watchApp(app);
  const local = createLocalApp({
    ...createAppDeps(platform, 'local'),
    clock,
    jobs: [],
    runJob: () => Promise.reject(new Error('nothing is scheduled here')),
    setKmsOutage: (on) => kms.setOutage(on),
    jwks: () => issuer.jwks(),
    demo: () => ({ done: 0, total: 0 }),
    tenantsApp: apps.tenants,
    apiKeys,
  });
  gateway.serve(apps, local);
  return {
    baseUrl: gateway.baseUrl,
    apiKey: apiKeys.get(tenant) ?? '',
    apps,
    takeReads: counter.take,
    stop: () => closing.closeAll(),
  };
}
