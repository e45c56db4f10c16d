import { type Instant, microsPerDay } from '#shared/base/time/instant.ts';

/**
 * Entries are kept for this many days longer than the oldest backup: for the restore itself, and
 * for clocks that differ.
 */
const marginDays = 2;

/**
 * The instant at which an entry of the ledger may be deleted. By then each backup without its deed
 * is deleted.
 * @param backupDays the longest time, in days, for which a backup is kept
 */
export function ledgerExpiry(at: Instant, backupDays: number): Instant {
  return at + (backupDays + marginDays) * microsPerDay;
}
