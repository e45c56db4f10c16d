import { type Instant, microsPerDay } from '#shared/base/time/instant.ts';

/**
 * Days beyond the age of the oldest backup, for the restoring itself and for clocks that differ.
 */
const marginDays = 2;

/**
 * When an entry of the ledger may be deleted, because no backup is left that could undo its deed.
 * @param backupDays the longest that a backup is kept
 */
export function ledgerExpiry(at: Instant, backupDays: number): Instant {
  return at + (backupDays + marginDays) * microsPerDay;
}
