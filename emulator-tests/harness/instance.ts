import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createAuthenticate } from '#shared/access/authenticate.ts';
import { apiKeyScopes } from '#shared/access/manage-api-keys.ts';
import { createApiKey } from '#shared/access/store-api-key.ts';
import type { Clock } from '#shared/base/time/clock.ts';
import { categories } from '#shared/categories/registry.ts';
import type { App } from '#shared/http/create-app.ts';
import { createLogger } from '#shared/http/logger.ts';
import type { ManagerLogWriter } from '#shared/manager-log/create-manager-log-writer.ts';
import { openTenant } from '#shared/settings/testing/everything-on.ts';
import { connectFirestore } from '#shared/store/connect-firestore.ts';
import type { Store } from '#shared/store/store.ts';
import { type PurgeDeps, type PurgeReport, runPurge } from '#shared/sweeps/purge/run-purge.ts';
import { runSeal, type SealDeps, type SealReport } from '#shared/sweeps/seal/run-seal.ts';
import { connectKmsEncrypter } from '#shared/vault/kms-encrypter.ts';
import { connectKmsSigner } from '#shared/vault/kms-signer.ts';
import { connectKms } from '#shared/vault/open/connect-kms.ts';
import { collections } from '#shared/wiring/collections.ts';
import { createManagerLog } from '#shared/wiring/manager-log-deps.ts';
import { createRecordDeps } from '#shared/wiring/record-deps.ts';
import { createChatApp } from '../../functions/chat/app.ts';
import { createCustomersApp } from '../../functions/customers/app.ts';
import { createTenantsApp } from '../../functions/tenants/app.ts';
import { categoryApps } from '../../infra/local/gateway/category-apps.ts';
import { type Call, callerOf } from './caller.ts';
import { kmsLocation, lookupCost, purgeShards, type Stack } from './stack.ts';

/** The apps with caches and connections of their own, as one process of each function has them. */
export type Instance = {
  readonly chat: App;
  readonly customers: App;
  readonly tenants: App;
  readonly store: Store;
  /** The app of any function that serves categories, with caches of its own. */
  appOf(service: CategoryService): App;
  purge(changes?: Partial<PurgeDeps>): Promise<PurgeReport>;
  /** The manager log's way in as a function has it, with chains of its own. */
  managerLogOf(caller: string): ManagerLogWriter;
  seal(changes?: Partial<SealDeps>): Promise<SealReport>;
};

export type CategoryService = keyof typeof categoryApps;

export type InstanceOptions = {
  readonly now: Clock;
  /** Instead of the stack's proxy. */
  readonly firestoreHost?: string;
};

export function createInstance(stack: Stack, options: InstanceOptions): Instance {
  const { projectId, kms, proxy } = stack;
  const { now } = options;
  const emulatorHost = options.firestoreHost ?? proxy.host;
  const store = connectFirestore({ projectId, emulatorHost, collections });
  stack.beforeStop(() => store.close());
  const kmsHost = `127.0.0.1:${kms.port}`;
  const logger = createLogger('silent', 'test');
  const kmsAs = (caller: string) => ({
    projectId,
    location: kmsLocation,
    emulatorHost: kmsHost,
    caller,
  });
  const recordsAs = (caller: string) => {
    const wrapper = connectKms(kmsAs(caller));
    return createRecordDeps({ logger, store, wrapper, now, lookupCost, purgeShards });
  };
  const managerLogOf = (caller: string) => {
    const encrypter = connectKmsEncrypter(kmsAs(caller));
    return createManagerLog({ store, encrypter, now, purgeShards });
  };
  const monotonic = () => performance.now();
  const app = { logger, monotonic, newRequestId: randomUUID };
  const deps = {
    ...app,
    authenticate: createAuthenticate({ store, now, categories, people: undefined }),
  };
  const serviceOf = (name: string) => ({
    ...deps,
    records: recordsAs(name),
    managerLog: managerLogOf(name),
  });
  return {
    chat: createChatApp(serviceOf('chat')),
    customers: createCustomersApp(serviceOf('customers')),
    tenants: createTenantsApp({
      ...serviceOf('tenants'),
      categories,
      operators: new Set(),
    }),
    store,
    appOf: (service) => categoryApps[service](serviceOf(service)),
    purge: (changes) =>
      runPurge({
        store,
        now,
        monotonic,
        collections,
        shards: purgeShards,
        budgetSeconds: 60,
        onFailure: (error) => {
          throw error;
        },
        ...changes,
      }),
    managerLogOf,
    seal: (changes) =>
      runSeal({
        store,
        signer: connectKmsSigner({ ...kmsAs('seal'), keyVersion: 1 }),
        now,
        random: Math.random,
        sleep: (milliseconds) => sleep(milliseconds),
        monotonic,
        purgeShards,
        budgetSeconds: 60,
        onSealed: () => undefined,
        onFailure: (error) => {
          throw error;
        },
        ...changes,
      }),
  };
}

/** Every scope that a key can have. */
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

/** A tenant with a key for everything, and its calls to an instance. */
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
