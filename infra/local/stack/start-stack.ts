import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { indexCollections } from '#shared/store/check-declared.ts';
import { createMemoryStore } from '#shared/store/memory-store.ts';
import { createAppDeps } from '#shared/wiring/app-deps.ts';
import { collections } from '#shared/wiring/collections.ts';
import { connectStore } from '#shared/wiring/connect-platform.ts';
import { createPlatform, type Platform } from '#shared/wiring/platform.ts';
import { buildConsole } from '../../../functions/manager/build-console.ts';
import { schedules } from '../../manifest.ts';
import { createLocalClock } from '../clock.ts';
import { createDemoTokens } from '../demo/create-demo-tokens.ts';
import { DemoSteps } from '../demo/demo-progress.ts';
import { demoTenants } from '../demo/demo-tenants.ts';
import { fillDemo } from '../demo/fill-demo.ts';
import { openDemoTenants } from '../demo/open-demo-tenants.ts';
import { startDemoIdentity } from '../demo/start-demo-identity.ts';
import { createFunctionApps } from '../gateway/function-apps.ts';
import { openGateway } from '../gateway/gateway.ts';
import { createLocalApp } from '../gateway/local-app.ts';
import type { Rewrite } from '../gateway/match-rewrite.ts';
import { openShop } from '../widget/open-shop.ts';
import { whyInMemory } from './choose-store.ts';
import type { ClosingStack } from './closing-stack.ts';
import { type DataDir, openDataDir } from './data-dir.ts';
import type { Progress } from './progress.ts';
import { provisionStackJobs, provisionStackKeys } from './provision-stack.ts';
import type { Flags } from './read-flags.ts';
import { createStackConfig, issuerOf } from './stack-config.ts';
import { emptyLog, type StackDescription, type StackFiles } from './stack-files.ts';
import { startEmulators } from './start-emulators.ts';
import { takeLock } from './take-lock.ts';

export interface StartStackOptions {
  flags: Flags;
  files: StackFiles;
  rewritesFile: string;
  closing: ClosingStack;
  progress: Progress;
  /** The stack calls this if a part that it needs has ended. `what` tells the user which part. */
  onLost: (what: string) => void;
}

export interface StartedStack {
  description: StackDescription;
  /**
   * Resolves to true after the whole demo was written. Resolves to false if there is no demo to
   * write, or if the stack was stopped first. Rejects if the demo cannot be written.
   */
  demo: Promise<boolean>;
}

/**
 * Starts the whole stack. When functions, tenants, keys and people are ready, it writes
 * `stack.json`. Unless the data is in memory, it also writes `env`. For each part it adds to
 * `closing` a function that ends the part. It does not wait until the demo is written.
 */
export async function startStack(options: StartStackOptions): Promise<StartedStack> {
  const { flags, files, closing, progress } = options;
  const inMemory = whyInMemory(flags);
  const gateway = await openLocked(options);
  const data = openData(flags, gateway.baseUrl, closing);
  if (data?.loss !== undefined) progress.say(`  ${data.loss}`);
  if (flags.demo && data?.demoGap !== undefined) progress.say(`  ${data.demoGap}`);
  emptyLog(files.log);
  const logTo = pino.destination({ dest: files.log, sync: true });
  const clock = createLocalClock();
  const consoleFiles = progress.step('Console', buildConsole());
  const startingIdentity = startDemoIdentity(gateway.baseUrl, data?.identity);
  // The code below awaits these promises. If another part fails earlier, nobody awaits them, and
  // then their errors must not end the process.
  consoleFiles.catch(() => {});
  startingIdentity.catch(() => {});
  if (inMemory !== undefined) {
    progress.say(
      '  Data is kept in memory. It is lost when the stack stops, and other processes cannot use it.',
    );
    progress.say(`  ${inMemory}`);
  }
  const emulators = await startEmulators({
    withFirestore: inMemory === undefined,
    clock,
    issuerUrl: issuerOf(gateway.baseUrl),
    kmsFile: data?.kmsFile,
    issuerFile: data?.issuerFile,
    logTo,
    closing,
    progress,
    onLost: options.onLost,
  });
  const { firestore, kms, scheduler, issuer } = emulators;
  const identity = await startingIdentity;
  closing.defer(() => identity.stop());
  const { sessionKeys } = await progress.step('Keys', provisionStackKeys(kms.port));
  const { env, config } = createStackConfig({
    baseUrl: gateway.baseUrl,
    firestoreHost: firestore?.host,
    kmsHost: `${kms.host}:${kms.port}`,
    sessionKeys,
    identity,
  });
  // The platform's clients stay open until the process ends. If a Firestore client were terminated
  // during a call, an unhandled rejection would happen.
  const platform = createPlatform(config, {
    store: firestore ? connectStore(config) : createMemoryStore(indexCollections(collections)),
    now: clock.now,
    onClockSet: clock.onMoved,
    logTo,
  });
  const jobs = { config, schedulerPort: scheduler.port };
  await progress.step('Jobs', provisionStackJobs(jobs));
  closing.throwIfClosing();
  const apiKeys = data?.apiKeys ?? (await openDemoTenants(platform));
  const [first, second] = demoTenants;
  const apps = createFunctionApps({
    platform,
    console: await consoleFiles,
    apiBase: `/_local/as/${first.id}`,
  });
  if (data?.apiKeys && firestore) await progress.step('Data of the last run', data.load(firestore));
  closing.throwIfClosing();
  const steps = new DemoSteps();
  const local = createLocalApp({
    ...createAppDeps(platform, 'local'),
    clock,
    jobs: schedules.map(({ job }) => job),
    runJob: (job) => scheduler.runJob(job),
    setKmsOutage: (on) => kms.setOutage(on),
    jwks: () => issuer.jwks(),
    demo: () => steps.progress,
    tenantsApp: apps.tenants,
    apiKeys,
    openShop: () => openShop({ platform, apps, baseUrl: gateway.baseUrl }),
  });
  if (data && firestore)
    closing.defer(() => progress.step('Data saved', data.save(firestore, apiKeys, steps.isWhole)));
  closing.defer(() => gateway.stop());
  closing.defer(() => files.withdraw());
  gateway.serve(apps, local);
  const description: StackDescription = {
    base_url: gateway.baseUrl,
    project_id: config.GOOGLE_CLOUD_PROJECT,
    api_key: apiKeys.get(first.id) ?? '',
    second_tenant_api_key: apiKeys.get(second.id) ?? '',
    ...(await createDemoTokens(identity)),
    firestore_emulator_host: firestore?.host ?? null,
    pid: process.pid,
  };
  files.publish(description, firestore && env);
  const isWanted = flags.demo && data?.apiKeys === undefined;
  const demo = isWanted ? writeDemo(platform, apiKeys, steps, progress) : Promise.resolve(false);
  closing.defer(async () => {
    steps.stop();
    // An error is ignored here, because `demo` itself rejects with it.
    await demo.catch(() => {});
  });
  return { description, demo };
}

async function writeDemo(
  platform: Platform,
  apiKeys: ReadonlyMap<string, string>,
  steps: DemoSteps,
  progress: Progress,
): Promise<boolean> {
  const writing = fillDemo(platform, apiKeys, steps);
  const counts = await progress.watch('Demo', writing, () => steps.progress);
  if (!steps.isStopped) progress.say(`  Demo: ${describeDemo(counts)}`);
  return !steps.isStopped;
}

/**
 * Takes the lock, because only one stack may use a directory. Then opens the port. Both happen
 * before the slow steps of the start.
 */
async function openLocked({ flags, files, rewritesFile, closing }: StartStackOptions) {
  const rewrites = readRewrites(rewritesFile);
  const lock = takeLock(files.lock, 'just starting');
  const letGo = () => {
    files.withdraw();
    lock.release();
  };
  // This handler also releases the lock if the process exits without closing the stack.
  process.once('exit', letGo);
  closing.defer(letGo);
  // If an earlier stack was killed, its files may still exist. Nobody should use them as files of
  // this stack.
  files.withdraw();
  const gateway = await openGateway(flags.port, rewrites);
  closing.defer(() => gateway.stop());
  lock.tell(gateway.baseUrl);
  return gateway;
}

function openData({ dataDir }: Flags, at: string, closing: ClosingStack): DataDir | undefined {
  if (dataDir === undefined) return undefined;
  const data = openDataDir(dataDir, at);
  process.once('exit', () => data.close());
  closing.defer(() => data.close());
  return data;
}

function readRewrites(file: string): Rewrite[] {
  const content = JSON.parse(readFileSync(file, 'utf8')) as { hosting: { rewrites: Rewrite[] } };
  return content.hosting.rewrites;
}

function describeDemo(counts: Awaited<ReturnType<typeof fillDemo>>): string {
  const { messages, customers, others } = counts;
  return `${messages} messages, ${customers} customers, ${others} records of other categories`;
}
