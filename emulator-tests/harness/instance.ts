import { randomBytes } from 'node:crypto';
import { apiKeyScopes } from '#shared/access/manage-api-keys.ts';
import { createApiKey } from '#shared/access/store-api-key.ts';
import type { Clock } from '#shared/base/time/clock.ts';
import { categories } from '#shared/categories/registry.ts';
import type { App } from '#shared/http/create-app.ts';
import type { LogDestination } from '#shared/http/logger.ts';
import type { ManagerLogWriter } from '#shared/manager-log/create-manager-log-writer.ts';
import { countRestores } from '#shared/restores/standing.ts';
import { openTenant } from '#shared/settings/testing/everything-on.ts';
import type { Store } from '#shared/store/store.ts';
import { type EraseDeps, type EraseReport, runErase } from '#shared/sweeps/erasure/run-erase.ts';
import { purgeAndEnd } from '#shared/sweeps/offboarding/purge-and-end.ts';
import type { PurgeDeps, PurgeReport } from '#shared/sweeps/purge/run-purge.ts';
import { type RekeyReport, runRekey } from '#shared/sweeps/rekey/run-rekey.ts';
import { runSeal, type SealDeps, type SealReport } from '#shared/sweeps/seal/run-seal.ts';
import { createApiService } from '#shared/wiring/api-service.ts';
import { createAppDeps } from '#shared/wiring/app-deps.ts';
import { collections } from '#shared/wiring/collections.ts';
import { connectStore } from '#shared/wiring/connect-platform.ts';
import { deploymentOf } from '#shared/wiring/deployment-of.ts';
import { encrypterOf } from '#shared/wiring/keys/encrypter-of.ts';
import { keyVersionsOf } from '#shared/wiring/keys/key-versions-of.ts';
import { publicKeysOf } from '#shared/wiring/keys/public-keys-of.ts';
import { signerOf } from '#shared/wiring/keys/signer-of.ts';
import { wrapperOf } from '#shared/wiring/keys/wrapper-of.ts';
import { createManagerLog } from '#shared/wiring/manager-log-deps.ts';
import { createPlatform } from '#shared/wiring/platform.ts';
import { createRecordDeps } from '#shared/wiring/record-deps.ts';
import { createTaskWork } from '#shared/wiring/task-service.ts';
import { createChatApp } from '../../functions/chat/app.ts';
import { createCustomersApp } from '../../functions/customers/app.ts';
import { createSubjectsApp } from '../../functions/subjects/app.ts';
import { createTenantsApp } from '../../functions/tenants/app.ts';
import { categoryApps } from '../../infra/local/gateway/category-apps.ts';
import { type Call, callerOf } from './caller.ts';
import type { Stack } from './stack.ts';
import { stackConfig, unlimited } from './stack-config.ts';

/**
 * Functions that run in the process of the test. Each app has its own caches, as if it ran in its
 * own process.
 */
export type Instance = {
  readonly chat: App;
  readonly customers: App;
  readonly tenants: App;
  readonly subjects: App;
  readonly store: Store;
  /** Creates the app of a function that serves categories. Each call creates new caches. */
  appOf(service: CategoryService): App;
  purge(changes?: Partial<PurgeDeps>): Promise<PurgeReport>;
  /**
   * Creates a writer with which one function writes the manager log. Each writer has its own chain:
   * a numbered series of entries, in which the hash of each entry depends on all earlier ones.
   */
  managerLogOf(caller: string): ManagerLogWriter;
  seal(changes?: Partial<SealDeps>): Promise<SealReport>;
  erase(changes?: Partial<EraseDeps>): Promise<EraseReport>;
  rekey(): Promise<RekeyReport>;
};

export type CategoryService = keyof typeof categoryApps;

export type InstanceOptions = {
  readonly now: Clock;
  /**
   * The host of the database for all functions. By default each function uses its own port of the
   * stack's proxy.
   */
  readonly firestoreHost?: string;
  /**
   * Receives the log lines. If it is given, `env` must set `LOG_LEVEL`: the default here is
   * `silent`.
   */
  readonly logTo?: LogDestination;
  /** Environment variables of the functions, in addition to those of the stack. */
  readonly env?: { readonly [name: string]: string };
};

export function createInstance(stack: Stack, options: InstanceOptions): Instance {
  const config = stackConfig(stack, {
    ...unlimited,
    LOG_LEVEL: 'silent',
    TASK_SECONDS: '60',
    FIRESTORE_EMULATOR_HOST: options.firestoreHost ?? stack.proxy.host,
    ...options.env,
  });
  const connect = (host: string) => {
    const connected = connectStore({ ...config, FIRESTORE_EMULATOR_HOST: host });
    stack.beforeStop(() => connected.close());
    const { now, logTo } = options;
    return createPlatform(config, { store: connected, now, ...(logTo && { logTo }) });
  };
  const platform = connect(config.FIRESTORE_EMULATOR_HOST ?? '');
  const { store } = platform;
  /**
   * Connects a function to its own port of the proxy. On this port the proxy allows only what the
   * function's grants allow. If a host is given, all functions use that host.
   */
  const platformOf = (name: string) =>
    options.firestoreHost === undefined ? connect(stack.proxy.hostOf(name)) : platform;
  const apiOf = (name: string) => createApiService(platformOf(name), name);
  const purging = createTaskWork(platformOf('purge'));
  const sealing = createTaskWork(platformOf('seal'));
  const erasing = createTaskWork(platformOf('erase'));
  const onFailure = (error: unknown) => {
    throw error;
  };
  return {
    chat: createChatApp(apiOf('chat')),
    customers: createCustomersApp(apiOf('customers')),
    tenants: createTenantsApp({
      ...apiOf('tenants'),
      operators: new Set(),
      deployment: deploymentOf(platform.config),
      publicKeys: publicKeysOf(platformOf('tenants'), 'tenants'),
    }),
    subjects: createSubjectsApp({
      ...apiOf('subjects'),
      collections,
      signer: signerOf(platform, 'subjects'),
    }),
    store,
    appOf: (service) => categoryApps[service](apiOf(service)),
    purge: (changes) =>
      purgeAndEnd({
        ...purging,
        shards: purging.purgeShards,
        publicKeys: publicKeysOf(platform, 'purge'),
        onFailure,
        ...changes,
      }),
    erase: (changes) =>
      runErase({
        ...erasing,
        categories,
        signer: signerOf(platform, 'erase'),
        onIssued: () => undefined,
        onOverdue: () => undefined,
        onEnding: () => undefined,
        onFailure,
        ...changes,
      }),
    managerLogOf: (caller) => createManagerLog(platformOf(caller), encrypterOf(platform, caller)),
    seal: (changes) =>
      runSeal({
        ...sealing,
        signer: signerOf(platform, 'seal'),
        onSealed: () => undefined,
        onFailure,
        ...changes,
      }),
    rekey: async () => {
      const granted = platformOf('rekey');
      const { logger } = createAppDeps(granted, 'rekey');
      const wrapper = wrapperOf(granted, 'rekey');
      const records = createRecordDeps(granted, { wrapper, logger });
      const keyVersions = keyVersionsOf(granted, 'rekey');
      const work = createTaskWork(granted);
      const restores = await countRestores(work.store, work.database);
      const own = { records, wrapper, keyVersions, categories, restores, onFailure };
      return runRekey({ ...work, ...own });
    },
  };
}

/** Every scope that an API key can have. */
export const allScopes: readonly string[] = apiKeyScopes(categories);

export async function storeKey(
  { store }: Pick<Instance, 'store'>,
  now: Clock,
  tenant: string,
  scopes = allScopes,
): Promise<string> {
  await openTenant({ store, now }, tenant);
  return createApiKey({ store, now, randomBytes }, { tenant, scopes });
}

export type Tenant = {
  readonly key: string;
  readonly chat: Call;
  readonly customers: Call;
  readonly tenants: Call;
};

/**
 * Creates a tenant with an API key that has every scope. The functions of the result use this key
 * to send requests to the instance.
 */
export async function createTenant(instance: Instance, now: Clock, id: string): Promise<Tenant> {
  return tenantOf(instance, await storeKey(instance, now, id));
}

export function tenantOf(instance: Instance, key: string): Tenant {
  return {
    key,
    chat: callerOf(instance.chat, key),
    customers: callerOf(instance.customers, key),
    tenants: callerOf(instance.tenants, key),
  };
}
