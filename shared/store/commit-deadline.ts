import { microsPerMilli } from '#shared/base/time/instant.ts';

/**
 * After 15 s a caller stops waiting for a call to the database, and the client does not send a
 * write again.
 */
export const callDeadlineMs = 15_000;

/** The longest time after the beginning of a commit in which the commit may still take effect. */
export const commitDeadlineMicros = callDeadlineMs * microsPerMilli;
