import { setTimeout as sleep } from 'node:timers/promises';
import { createSchedulerCheck, remoteKeys } from '#shared/access/scheduler-token.ts';
import { categories } from '#shared/categories/registry.ts';
import { collections } from '#shared/collections/registry.ts';
import { readConfig } from '#shared/config/read-config.ts';
import { serve } from '#shared/http/serve.ts';
import { createAppDeps } from '#shared/service/app-deps.ts';
import { connectFirestore } from '#shared/store/connect-firestore.ts';
import { systemClock } from '#shared/time/clock.ts';
import { createEraseApp } from './app.ts';

const config = readConfig(process.env);
if (config.TASKS_AUDIENCE === undefined || config.TASKS_SERVICE_ACCOUNT === undefined)
  throw new Error('configuration refused: erase needs TASKS_AUDIENCE and TASKS_SERVICE_ACCOUNT');

const appDeps = createAppDeps(config, 'erase');
const app = createEraseApp({
  ...appDeps,
  checkScheduler: createSchedulerCheck({
    audience: config.TASKS_AUDIENCE,
    serviceAccount: config.TASKS_SERVICE_ACCOUNT,
    issuer: config.TASKS_ISSUER,
    keys: remoteKeys(config.TASKS_JWKS_URI),
    now: systemClock,
  }),
  erase: {
    store: connectFirestore({
      projectId: config.GOOGLE_CLOUD_PROJECT,
      emulatorHost: config.FIRESTORE_EMULATOR_HOST,
      collections,
    }),
    now: systemClock,
    random: Math.random,
    sleep,
    monotonic: appDeps.monotonic,
    collections,
    categories,
    budgetSeconds: config.PURGE_SECONDS,
  },
});
export const handler = serve(app, appDeps.logger);
