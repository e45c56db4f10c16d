import { collections } from '#shared/collections/registry.ts';
import type { Config } from '#shared/config/read-config.ts';
import { createPersonAccess } from '#shared/service/person-access.ts';
import { connectFirestore } from '#shared/store/connect-firestore.ts';
import { systemClock } from '#shared/time/clock.ts';
import { connectKms } from '#shared/vault/connect-kms.ts';

/** Connects to what sessions are kept with. */
export function loadAccess(config: Config) {
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
    caller: 'manager',
  });
  return createPersonAccess({ config, store, wrapper, now: systemClock });
}
