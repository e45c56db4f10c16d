import type { App } from '#shared/http/create-app.ts';
import { createApiService } from '#shared/wiring/api-service.ts';
import { createAppDeps } from '#shared/wiring/app-deps.ts';
import { collections } from '#shared/wiring/collections.ts';
import { deploymentOf } from '#shared/wiring/deployment-of.ts';
import { keyVersionsOf } from '#shared/wiring/keys/key-versions-of.ts';
import { publicKeysOf } from '#shared/wiring/keys/public-keys-of.ts';
import { signerOf } from '#shared/wiring/keys/signer-of.ts';
import { wrapperOf } from '#shared/wiring/keys/wrapper-of.ts';
import { createChainDeps } from '#shared/wiring/manager-log-deps.ts';
import { outboundOf, targetsOf } from '#shared/wiring/outbound-of.ts';
import type { Platform } from '#shared/wiring/platform.ts';
import { createTaskService } from '#shared/wiring/task-service.ts';
import { createManagerApp } from '../../../functions/manager/app.ts';
import type { ConsoleFiles } from '../../../functions/manager/console-files.ts';
import { createSignIn } from '../../../functions/manager/sign-in/create-sign-in.ts';
import { createSignInAccess } from '../../../functions/manager/sign-in/sign-in-access.ts';
import { createSubjectsApp } from '../../../functions/subjects/app.ts';
import { createTenantsApp } from '../../../functions/tenants/app.ts';
import { createTransferApp } from '../../../functions/transfer/app.ts';
import type { FunctionName } from '../../manifest.ts';
import { categoryApps } from './category-apps.ts';
import { taskApps } from './task-apps.ts';

export type FunctionApps = { readonly [name in FunctionName]: App };

export interface FunctionAppsOptions {
  platform: Platform;
  console: ConsoleFiles;
  /** The overview of the console calls the API below this path. */
  apiBase: string;
}

/**
 * Creates every function of the manifest in this process. Each function has its own caches, as in
 * production.
 */
export function createFunctionApps({
  platform,
  console,
  apiBase,
}: FunctionAppsOptions): FunctionApps {
  return {
    ...createCategoryApps(platform),
    tenants: createTenantsApp({
      ...createApiService(platform, 'tenants'),
      operators: new Set(platform.config.OPERATORS),
      deployment: deploymentOf(platform.config),
      publicKeys: publicKeysOf(platform, 'tenants'),
    }),
    subjects: createSubjectsApp({
      ...createApiService(platform, 'subjects'),
      collections,
      signer: signerOf(platform, 'subjects'),
      pageOrigin: platform.config.CONSOLE_URL,
    }),
    transfer: createTransferApp({
      ...createApiService(platform, 'transfer'),
      send: platform.outbound ?? outboundOf(platform.config),
      isTarget: targetsOf(platform.config),
    }),
    ...createTaskApps(platform),
    manager: createManagerApp({
      ...createAppDeps(platform, 'manager'),
      local: { apiBase, demo: '/_local/demo' },
      console: () => console,
      signIn: createSignIn(platform.config, platform.now, async () =>
        createSignInAccess(platform, wrapperOf(platform, 'manager')),
      ),
    }),
  };
}

function createCategoryApps(platform: Platform) {
  const apps = Object.entries(categoryApps).map(([name, create]) => [
    name,
    create(createApiService(platform, name)),
  ]);
  return Object.fromEntries(apps) as { readonly [name in keyof typeof categoryApps]: App };
}

/** Creates the functions whose tasks Cloud Scheduler calls. */
export function createTaskApps(platform: Platform) {
  const apps = Object.entries(taskApps).map(([name, create]) => {
    const api = createApiService(platform, name);
    const service = { ...createTaskService(platform, name), ...api };
    const wrapper = wrapperOf(platform, name);
    const operators = new Set(platform.config.OPERATORS);
    const own = { signer: signerOf(platform, name), chain: createChainDeps(platform, wrapper) };
    const keyVersions = keyVersionsOf(platform, name);
    const send = platform.outbound ?? outboundOf(platform.config);
    return [name, create({ ...service, ...own, wrapper, keyVersions, operators, send })];
  });
  return Object.fromEntries(apps) as { readonly [name in keyof typeof taskApps]: App };
}
