import { type Instant, microsPerDay } from '#shared/base/time/instant.ts';

/**
 * The number of days for which entries are kept longer than the oldest backup. It covers the time
 * of a restore, and clocks that differ.
 */
const marginDays = 2;

/**
 * The instant at which an entry of the ledger may be deleted. By then, every backup from before the
 * entry's deed is deleted.
 * @param backupDays the longest time, in days, for which a backup is kept
 */
export function ledgerExpiry(at: Instant, backupDays: number): Instant {
  return at + (backupDays + marginDays) * microsPerDay;
}
