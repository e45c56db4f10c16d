import { createRequireCurrent, type RequireCurrent } from '#shared/restores/recognise-restore.ts';
import type { Platform } from './platform.ts';

/**
 * Creates the check that refuses work on a restored database until the restore command has opened
 * the database.
 */
export function requireCurrentOf({ store, now, config }: Platform): RequireCurrent {
  return createRequireCurrent({ store, now, database: config.RECORDS_DATABASE });
}
