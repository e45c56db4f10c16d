/**
 * Mayfly promises that backups are kept for at most this many days. It uses this number to
 * calculate `copies_gone_by` of an erasure: the time when no backup contains the erased data any
 * more.
 */
export const backupDaysPromised = 7;
