import { createRequireCurrent, type RequireCurrent } from '#shared/restores/recognise-restore.ts';
import type { Platform } from './platform.ts';

/** How a process learns whether its database of records is a restored one. */
export function requireCurrentOf({ store, now, config }: Platform): RequireCurrent {
  return createRequireCurrent({ store, now, database: config.RECORDS_DATABASE });
}
