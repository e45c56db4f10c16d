import { createAuthenticate } from '#shared/access/authenticate.ts';
import { createSchedulerCheck, remoteKeys } from '#shared/access/scheduler-token.ts';
import { categories } from '#shared/categories/registry.ts';
import { collections } from '#shared/collections/registry.ts';
import type { App } from '#shared/http/create-app.ts';
import type { CategoryAppDeps } from '#shared/http/create-category-app.ts';
import { createAppDeps } from '#shared/service/app-deps.ts';
import { createManagerApp } from '../../../functions/manager/app.ts';
import type { ConsoleFiles } from '../../../functions/manager/console-files.ts';
import { createPurgeApp } from '../../../functions/purge/app.ts';
import { createTenantsApp } from '../../../functions/tenants/app.ts';
import type { FunctionName } from '../../manifest.ts';
import { categoryApps } from './category-apps.ts';
import { createLocalRecordDeps, type Platform } from './platform.ts';

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
    manager: createManagerApp({
      ...appDepsOf(platform, 'manager'),
      overview: { apiBase: options.apiBase },
      console: options.console,
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

function appDepsOf({ config, logTo }: Platform, name: FunctionName) {
  return createAppDeps(config, name, logTo);
}

function createService(platform: Platform, name: FunctionName): CategoryAppDeps {
  return {
    ...appDepsOf(platform, name),
    records: createLocalRecordDeps(platform, name),
    authenticate: createAuthenticate(platform),
  };
}

function createTenants(platform: Platform): App {
  return createTenantsApp({
    ...appDepsOf(platform, 'tenants'),
    authenticate: createAuthenticate(platform),
    overview: { store: platform.store, now: platform.now, categories },
  });
}

function createPurge(platform: Platform): App {
  const { config, store, now } = platform;
  const appDeps = appDepsOf(platform, 'purge');
  return createPurgeApp({
    ...appDeps,
    checkScheduler: createSchedulerCheck({
      audience: config.TASKS_AUDIENCE ?? '',
      serviceAccount: config.TASKS_SERVICE_ACCOUNT ?? '',
      issuer: config.TASKS_ISSUER,
      keys: remoteKeys(config.TASKS_JWKS_URI),
      now,
    }),
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
