import { microsPerMilli } from '#shared/base/time/instant.ts';

/**
 * After this many milliseconds callers stop waiting for a call to the database, and the client
 * gives up a write.
 */
export const callDeadlineMs = 15_000;

/** A commit may still take effect for this long after its beginning. */
export const commitDeadlineMicros = callDeadlineMs * microsPerMilli;
