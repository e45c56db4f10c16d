import { type Instant, microsPerDay } from '#shared/base/time/instant.ts';

/** Days beyond the age of the oldest backup, for the restore itself and for clocks that differ. */
const marginDays = 2;

/**
 * When an entry of the ledger may be deleted, because no backup is left that could undo its deed.
 * @param backupDays the longest time for which a backup is kept
 */
export function ledgerExpiry(at: Instant, backupDays: number): Instant {
  return at + (backupDays + marginDays) * microsPerDay;
}
