import { setTimeout as sleep } from 'node:timers/promises';
import { createSchedulerCheck, remoteKeys } from '#shared/access/scheduler-token.ts';
import { categories } from '#shared/categories/registry.ts';
import { collections } from '#shared/collections/registry.ts';
import type { App } from '#shared/http/create-app.ts';
import type { CategoryAppDeps } from '#shared/http/create-category-app.ts';
import { createAppDeps } from '#shared/service/app-deps.ts';
import { createEraseApp } from '../../../functions/erase/app.ts';
import { createManagerApp } from '../../../functions/manager/app.ts';
import type { ConsoleFiles } from '../../../functions/manager/console-files.ts';
import { createSignIn } from '../../../functions/manager/sign-in/create-sign-in.ts';
import { createPurgeApp } from '../../../functions/purge/app.ts';
import { createSealApp } from '../../../functions/seal/app.ts';
import { createTenantsApp } from '../../../functions/tenants/app.ts';
import type { FunctionName } from '../../manifest.ts';
import { categoryApps } from './category-apps.ts';
import {
  createLocalAuthenticate,
  createLocalManagerLog,
  createLocalPersonAccess,
  createLocalRecordDeps,
  createLocalSealDeps,
  type Platform,
} from './platform.ts';

export type FunctionApps = { readonly [name in FunctionName]: App };

export interface FunctionAppsOptions {
  platform: Platform;
  console: ConsoleFiles;
  /** Below which path the console's page reads the API. */
  apiBase: string;
}

/** Every function of the manifest in this process; each has caches of its own, as in production. */
export function createFunctionApps(options: FunctionAppsOptions): FunctionApps {
  const { platform } = options;
  return {
    ...createCategoryApps(platform),
    tenants: createTenants(platform),
    purge: createPurge(platform),
    erase: createErase(platform),
    seal: createSeal(platform),
    manager: createManagerApp({
      ...appDepsOf(platform, 'manager'),
      overview: { apiBase: options.apiBase },
      console: options.console,
      signIn: createSignIn(platform.config, platform.now, async () =>
        createLocalPersonAccess(platform, 'manager'),
      ),
    }),
  };
}

function createCategoryApps(platform: Platform) {
  const apps = Object.entries(categoryApps).map(([name, create]) => [
    name,
    create(createService(platform, name as FunctionName)),
  ]);
  return Object.fromEntries(apps) as { readonly [name in keyof typeof categoryApps]: App };
}

function appDepsOf({ config, logTo, origins }: Platform, name: FunctionName) {
  return createAppDeps(config, name, logTo, origins);
}

function createService(platform: Platform, name: FunctionName): CategoryAppDeps {
  const records = createLocalRecordDeps(platform, name);
  return {
    ...appDepsOf(platform, name),
    records,
    authenticate: createLocalAuthenticate(platform, name, records.lookup),
    managerLog: createLocalManagerLog(platform, name),
  };
}

function createTenants(platform: Platform): App {
  return createTenantsApp({
    ...createService(platform, 'tenants'),
    categories,
    operators: new Set(platform.config.OPERATORS),
  });
}

function checkSchedulerOf({ config, now }: Platform) {
  return createSchedulerCheck({
    audience: config.TASKS_AUDIENCE ?? '',
    serviceAccount: config.TASKS_SERVICE_ACCOUNT ?? '',
    issuer: config.TASKS_ISSUER,
    keys: remoteKeys(config.TASKS_JWKS_URI),
    now,
  });
}

function createErase(platform: Platform): App {
  const appDeps = appDepsOf(platform, 'erase');
  return createEraseApp({
    ...appDeps,
    checkScheduler: checkSchedulerOf(platform),
    erase: {
      store: platform.store,
      now: platform.now,
      random: Math.random,
      sleep,
      monotonic: appDeps.monotonic,
      collections,
      categories,
      budgetSeconds: platform.config.PURGE_SECONDS,
    },
  });
}

function createSeal(platform: Platform): App {
  const appDeps = appDepsOf(platform, 'seal');
  return createSealApp({
    ...appDeps,
    checkScheduler: checkSchedulerOf(platform),
    seal: { ...createLocalSealDeps(platform), monotonic: appDeps.monotonic },
  });
}

function createPurge(platform: Platform): App {
  const { config, store, now } = platform;
  const appDeps = appDepsOf(platform, 'purge');
  return createPurgeApp({
    ...appDeps,
    checkScheduler: checkSchedulerOf(platform),
    purge: {
      store,
      now,
      monotonic: appDeps.monotonic,
      collections,
      shards: config.PURGE_SHARDS,
      budgetSeconds: config.PURGE_SECONDS,
    },
  });
}
