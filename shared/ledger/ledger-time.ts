import { type Instant, microsPerDay } from '#shared/base/time/instant.ts';

/**
 * How many days longer than a backup an entry is kept. A restore takes some time, and clocks may
 * differ.
 */
const marginDays = 2;

/**
 * The instant at which an entry of the ledger may be deleted. By then, every backup that is older
 * than the entry's deed is deleted.
 * @param backupDays the longest time, in days, for which a backup is kept
 */
export function ledgerExpiry(at: Instant, backupDays: number): Instant {
  return at + (backupDays + marginDays) * microsPerDay;
}
