/**
 * Mayfly promises that backups are kept for at most this many days. From this limit it calculates
 * `copies_gone_by` of an erasure.
 */
export const backupDaysPromised = 7;
