import { createAuthenticate } from '#shared/access/authenticate.ts';
import { categories } from '#shared/categories/registry.ts';
import { collections } from '#shared/collections/registry.ts';
import { readConfig } from '#shared/config/read-config.ts';
import { serve } from '#shared/http/serve.ts';
import { createAppDeps } from '#shared/service/app-deps.ts';
import { connectFirestore } from '#shared/store/connect-firestore.ts';
import { systemClock } from '#shared/time/clock.ts';
import { createTenantsApp } from './app.ts';

const config = readConfig(process.env);
const store = connectFirestore({
  projectId: config.GOOGLE_CLOUD_PROJECT,
  emulatorHost: config.FIRESTORE_EMULATOR_HOST,
  collections,
});
const appDeps = createAppDeps(config, 'tenants');
const app = createTenantsApp({
  ...appDeps,
  authenticate: createAuthenticate({ store, now: systemClock }),
  overview: { store, now: systemClock, categories },
});

export const handler = serve(app, appDeps.logger);
