import { createRequireCurrent, type RequireCurrent } from '#shared/restores/recognise-restore.ts';
import type { Platform } from './platform.ts';

/** Creates the check that refuses work if the database of records was restored from a backup. */
export function requireCurrentOf({ store, now, config }: Platform): RequireCurrent {
  return createRequireCurrent({ store, now, database: config.RECORDS_DATABASE });
}
