import { microsPerMilli } from '#shared/base/time/instant.ts';

/**
 * After 15 s a caller stops waiting for a call to the database, and the client does not send a
 * write again.
 */
export const callDeadlineMs = 15_000;

/** A commit may still take effect within 15 s after its beginning. */
export const commitDeadlineMicros = callDeadlineMs * microsPerMilli;
