/**
 * Backups are kept for at most this many days. Mayfly promises this; `copies_gone_by` of an erasure
 * is calculated from it.
 */
export const backupDaysPromised = 7;
