import { microsPerMilli } from '#shared/base/time/instant.ts';

/**
 * After this many milliseconds a caller stops waiting for a call to the database, and the client
 * does not send a write again.
 */
export const callDeadlineMs = 15_000;

/** A commit may still take effect for this long after its beginning. */
export const commitDeadlineMicros = callDeadlineMs * microsPerMilli;
