/**
 * Mayfly promises that no backup is kept for more than this number of days. From this number Mayfly
 * calculates `copies_gone_by` of an erasure: the time when no backup contains the erased data any
 * more.
 */
export const backupDaysPromised = 7;
