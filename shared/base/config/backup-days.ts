/**
 * The longest time in days for which a backup is kept, as promised. `copies_gone_by` of an erasure
 * uses it.
 */
export const backupDaysPromised = 7;
