import { createAuthenticate } from '#shared/access/authenticate.ts';
import type { Config } from '#shared/base/config/read-config.ts';
import { systemClock } from '#shared/base/time/clock.ts';
import { categories } from '#shared/categories/registry.ts';
import type { CategoryAppDeps } from '#shared/http/category-api/create-category-app.ts';
import { createOriginLookup } from '#shared/settings/origin-lookup.ts';
import { connectFirestore } from '#shared/store/connect-firestore.ts';
import { connectKms } from '#shared/vault/open/connect-kms.ts';
import { createAppDeps } from './app-deps.ts';
import { collections } from './collections.ts';
import { createManagerLog } from './manager-log-deps.ts';
import { createPersonAccess, type PersonAccess } from './person-access.ts';
import { createRecordDeps } from './record-deps.ts';

/** Makes the dependencies of a category function from its configuration; connects to nothing yet. */
export function createCategoryService(
  config: Config,
  name: string,
): CategoryAppDeps & Pick<PersonAccess, 'people'> {
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
  const { identify, people } = createPersonAccess({ config, store, wrapper, now: systemClock });
  const purgeShards = config.PURGE_SHARDS;
  return {
    ...appDeps,
    records,
    people,
    managerLog: createManagerLog({ store, encrypter: wrapper, now: systemClock, purgeShards }),
    authenticate: createAuthenticate({
      store,
      now: systemClock,
      categories,
      people: identify && { ...people, identify },
    }),
  };
}
