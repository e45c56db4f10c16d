import type { Config } from '#shared/base/config/read-config.ts';
import { systemClock } from '#shared/base/time/clock.ts';
import { connectFirestore } from '#shared/store/connect-firestore.ts';
import { connectKms } from '#shared/vault/open/connect-kms.ts';
import { collections } from '#shared/wiring/collections.ts';
import { createManagerLog } from '#shared/wiring/manager-log-deps.ts';
import { createPersonAccess } from '#shared/wiring/person-access.ts';
import { createSignInAccess } from './sign-in-access.ts';

/** Connects to what sessions are kept with and noted in. */
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
  const now = systemClock;
  const purgeShards = config.PURGE_SHARDS;
  const managerLog = createManagerLog({ store, encrypter: wrapper, now, purgeShards });
  const access = createPersonAccess({ config, store, wrapper, now });
  return createSignInAccess(access, { store, now, managerLog });
}
