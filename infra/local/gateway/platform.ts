import { collections } from '#shared/collections/registry.ts';
import type { Config } from '#shared/config/read-config.ts';
import type { LogDestination } from '#shared/http/logger.ts';
import { createRecordDeps } from '#shared/service/record-deps.ts';
import { connectFirestore } from '#shared/store/connect-firestore.ts';
import type { Store } from '#shared/store/store.ts';
import type { Clock } from '#shared/time/clock.ts';
import { connectKms } from '#shared/vault/connect-kms.ts';
import type { KeyWrapper } from '#shared/vault/key-wrapper.ts';

/** What the functions of the stack share: one clock, one connection to each emulator, one log. */
export interface Platform {
  config: Config;
  now: Clock;
  store: Store;
  wrapper: KeyWrapper;
  logTo: LogDestination;
}

// The clients are never closed, the process ends with them: a call that is still under way when its
// Firestore client is terminated would end in an unhandled rejection.
export function createPlatform(config: Config, now: Clock, logTo: LogDestination): Platform {
  const projectId = config.GOOGLE_CLOUD_PROJECT;
  const store = connectFirestore({
    projectId,
    emulatorHost: config.FIRESTORE_EMULATOR_HOST,
    collections,
  });
  const wrapper = connectKms({
    projectId,
    location: config.KMS_LOCATION,
    emulatorHost: config.KMS_EMULATOR_HOST,
  });
  return { config, now, store, wrapper, logTo };
}

export function createLocalRecordDeps({ config, now, store }: Platform, wrapper: KeyWrapper) {
  return createRecordDeps({
    store,
    wrapper,
    now,
    lookupCost: config.LOOKUP_COST,
    purgeShards: config.PURGE_SHARDS,
  });
}
