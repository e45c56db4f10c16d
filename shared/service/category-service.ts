import { type Authenticate, createAuthenticate } from '../access/authenticate.ts';
import { collections } from '../collections/registry.ts';
import type { Config } from '../config/read-config.ts';
import type { AppDeps } from '../http/create-app.ts';
import type { RecordDeps } from '../records/context.ts';
import { connectFirestore } from '../store/connect-firestore.ts';
import { systemClock } from '../time/clock.ts';
import { connectKms } from '../vault/connect-kms.ts';
import { createAppDeps } from './app-deps.ts';
import { createRecordDeps } from './record-deps.ts';

/** What a function that serves categories is made of. */
export type CategoryServiceDeps = AppDeps & {
  readonly records: RecordDeps;
  readonly authenticate: Authenticate;
};

/** Makes the dependencies of a category function from its configuration; connects to nothing yet. */
export function createCategoryService(config: Config, name: string): CategoryServiceDeps {
  const store = connectFirestore({
    projectId: config.GOOGLE_CLOUD_PROJECT,
    emulatorHost: config.FIRESTORE_EMULATOR_HOST,
    collections,
  });
  const wrapper = connectKms({
    projectId: config.GOOGLE_CLOUD_PROJECT,
    location: config.KMS_LOCATION,
    emulatorHost: config.KMS_EMULATOR_HOST,
  });
  const records = createRecordDeps({
    store,
    wrapper,
    now: systemClock,
    lookupCost: config.LOOKUP_COST,
    purgeShards: config.PURGE_SHARDS,
  });
  return {
    ...createAppDeps(config, name),
    records,
    authenticate: createAuthenticate({ store, now: systemClock }),
  };
}
