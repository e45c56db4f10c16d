import { createSchedulerCheck, remoteKeys } from '#shared/access/scheduler-token.ts';
import { collections } from '#shared/collections/registry.ts';
import { readConfig } from '#shared/config/read-config.ts';
import { serve } from '#shared/http/serve.ts';
import { createAppDeps } from '#shared/service/app-deps.ts';
import { createSealDeps } from '#shared/service/manager-log-deps.ts';
import { connectFirestore } from '#shared/store/connect-firestore.ts';
import { systemClock } from '#shared/time/clock.ts';
import { connectKmsSigner } from '#shared/vault/kms-signer.ts';
import { createSealApp } from './app.ts';

const config = readConfig(process.env);
if (config.TASKS_AUDIENCE === undefined || config.TASKS_SERVICE_ACCOUNT === undefined)
  throw new Error('configuration refused: seal needs TASKS_AUDIENCE and TASKS_SERVICE_ACCOUNT');

const appDeps = createAppDeps(config, 'seal');
const store = connectFirestore({
  projectId: config.GOOGLE_CLOUD_PROJECT,
  emulatorHost: config.FIRESTORE_EMULATOR_HOST,
  collections,
});
const signer = connectKmsSigner({
  projectId: config.GOOGLE_CLOUD_PROJECT,
  location: config.KMS_LOCATION,
  emulatorHost: config.KMS_EMULATOR_HOST,
  caller: 'seal',
  keyVersion: config.SIGNING_KEY_VERSION,
});
const app = createSealApp({
  ...appDeps,
  checkScheduler: createSchedulerCheck({
    audience: config.TASKS_AUDIENCE,
    serviceAccount: config.TASKS_SERVICE_ACCOUNT,
    issuer: config.TASKS_ISSUER,
    keys: remoteKeys(config.TASKS_JWKS_URI),
    now: systemClock,
  }),
  seal: {
    ...createSealDeps({ store, signer, now: systemClock }),
    purgeShards: config.PURGE_SHARDS,
    monotonic: appDeps.monotonic,
    budgetSeconds: config.SEAL_SECONDS,
  },
});

export const handler = serve(app, appDeps.logger);
