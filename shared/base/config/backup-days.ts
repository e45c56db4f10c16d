/**
 * The longest that a backup is kept, in days, as promised. `copies_gone_by` of an erasure follows
 * from it.
 */
export const backupDaysPromised = 7;
