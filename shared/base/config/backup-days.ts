/**
 * Backups are kept for at most this many days. Mayfly promises this limit, and calculates
 * `copies_gone_by` of an erasure from it.
 */
export const backupDaysPromised = 7;
