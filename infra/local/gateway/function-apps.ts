import { categories } from '#shared/categories/registry.ts';
import type { CategoryAppDeps } from '#shared/http/category-api/create-category-app.ts';
import type { App } from '#shared/http/create-app.ts';
import { createAppDeps } from '#shared/wiring/app-deps.ts';
import { createTaskService } from '#shared/wiring/task-service.ts';
import { createManagerApp } from '../../../functions/manager/app.ts';
import type { ConsoleFiles } from '../../../functions/manager/console-files.ts';
import { createSignIn } from '../../../functions/manager/sign-in/create-sign-in.ts';
import { createSignInAccess } from '../../../functions/manager/sign-in/sign-in-access.ts';
import { createTenantsApp } from '../../../functions/tenants/app.ts';
import type { FunctionName } from '../../manifest.ts';
import { categoryApps } from './category-apps.ts';
import {
  createLocalAuthenticate,
  createLocalManagerLog,
  createLocalPeople,
  createLocalPersonAccess,
  createLocalRecordDeps,
  type Platform,
} from './platform.ts';
import { taskApps } from './task-apps.ts';

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
    ...createTaskApps(platform),
    manager: createManagerApp({
      ...appDepsOf(platform, 'manager'),
      overview: { apiBase: options.apiBase },
      console: options.console,
      signIn: createSignIn(platform.config, platform.now, async () =>
        createSignInAccess(createLocalPersonAccess(platform, 'manager'), {
          ...platform,
          managerLog: createLocalManagerLog(platform, 'manager'),
        }),
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

function createTaskApps(platform: Platform) {
  const apps = Object.entries(taskApps).map(([name, create]) => {
    const service = createTaskService(platform.config, name, platform);
    return [name, create({ ...service, signer: platform.signerOf(name as FunctionName) })];
  });
  return Object.fromEntries(apps) as { readonly [name in keyof typeof taskApps]: App };
}

function appDepsOf({ config, logTo, origins }: Platform, name: FunctionName) {
  return createAppDeps(config, name, logTo, origins);
}

function createService(platform: Platform, name: FunctionName): CategoryAppDeps {
  const records = createLocalRecordDeps(platform, name);
  return {
    ...appDepsOf(platform, name),
    records,
    authenticate: createLocalAuthenticate(platform, name),
    managerLog: createLocalManagerLog(platform, name),
  };
}

function createTenants(platform: Platform): App {
  return createTenantsApp({
    ...createService(platform, 'tenants'),
    categories,
    people: createLocalPeople(platform, 'tenants'),
    operators: new Set(platform.config.OPERATORS),
  });
}
