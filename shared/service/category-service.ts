import { createAuthenticate } from '../access/authenticate.ts';
import { categories } from '../categories/registry.ts';
import { collections } from '../collections/registry.ts';
import type { Config } from '../config/read-config.ts';
import type { CategoryAppDeps } from '../http/create-category-app.ts';
import { createOriginLookup } from '../settings/origin-lookup.ts';
import { connectFirestore } from '../store/connect-firestore.ts';
import { systemClock } from '../time/clock.ts';
import { connectKms } from '../vault/connect-kms.ts';
import { createAppDeps } from './app-deps.ts';
import { createManagerLog } from './manager-log-deps.ts';
import { createPersonAccess } from './person-access.ts';
import { createRecordDeps } from './record-deps.ts';

/** Makes the dependencies of a category function from its configuration; connects to nothing yet. */
export function createCategoryService(config: Config, name: string): CategoryAppDeps {
  const store = connectFirestore({
    projectId: config.GOOGLE_CLOUD_PROJECT,
    emulatorHost: config.FIRESTORE_EMULATOR_HOST,
    collections,
  });
  const wrapper = connectKms({
    projectId: config.GOOGLE_CLOUD_PROJECT,
    location: config.KMS_LOCATION,
    emulatorHost: config.KMS_EMULATOR_HOST,
    caller: name,
  });
  const origins = createOriginLookup({ store, now: systemClock });
  const appDeps = createAppDeps(config, name, undefined, origins);
  const records = createRecordDeps({
    logger: appDeps.logger,
    store,
    wrapper,
    now: systemClock,
    lookupCost: config.LOOKUP_COST,
    purgeShards: config.PURGE_SHARDS,
  });
  const { identify } = createPersonAccess({ config, store, wrapper, now: systemClock });
  const purgeShards = config.PURGE_SHARDS;
  return {
    ...appDeps,
    records,
    managerLog: createManagerLog({ store, encrypter: wrapper, now: systemClock, purgeShards }),
    authenticate: createAuthenticate({
      store,
      now: systemClock,
      categories,
      people: identify && { identify, lookup: records.lookup },
    }),
  };
}
