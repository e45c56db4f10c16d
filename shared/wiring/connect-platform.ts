import type { Config } from '#shared/base/config/read-config.ts';
import { callDeadlineMs } from '#shared/store/commit-deadline.ts';
import { connectFirestore } from '#shared/store/connect-firestore.ts';
import { collections } from './collections.ts';
import { createPlatform, type Platform, type PlatformOverrides } from './platform.ts';

type DatabaseNames = Pick<
  Config,
  'RECORDS_DATABASE' | 'KEYS_DATABASE' | 'AUDIT_DATABASE' | 'ACCESS_DATABASE' | 'REPORTS_DATABASE'
>;

/**
 * Creates the store on Firestore from the configuration. The clients of the databases are created
 * only when they are first used.
 * @param deadlineMs the deadline of a call; a test with very many documents sets a later deadline
 */
export function connectStore(
  config: DatabaseNames & Pick<Config, 'GOOGLE_CLOUD_PROJECT' | 'FIRESTORE_EMULATOR_HOST'>,
  deadlineMs: number = callDeadlineMs,
) {
  return connectFirestore({
    projectId: config.GOOGLE_CLOUD_PROJECT,
    emulatorHost: config.FIRESTORE_EMULATOR_HOST,
    collections,
    deadlineMs,
    databaseIds: {
      mayfly: config.RECORDS_DATABASE,
      'mayfly-keys': config.KEYS_DATABASE,
      'mayfly-audit': config.AUDIT_DATABASE,
      'mayfly-access': config.ACCESS_DATABASE,
      'mayfly-reports': config.REPORTS_DATABASE,
    },
  });
}

/**
 * Creates the platform of a process that stores its data in Firestore. It opens no connection yet.
 */
export function connectPlatform(config: Config, overrides: PlatformOverrides = {}): Platform {
  return createPlatform(config, { ...overrides, store: overrides.store ?? connectStore(config) });
}
