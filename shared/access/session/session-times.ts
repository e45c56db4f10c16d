import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';

const minute = 60 * microsPerSecond;

/** A session that is not extended ends after this long. */
export const idleMicros: Instant = 15 * minute;
/** A session ends after this long, even if it is extended. */
export const absoluteMicros: Instant = 12 * 60 * minute;
/** A cookie younger than this is not extended yet. */
export const renewMicros: Instant = 5 * minute;
/** A sign-in must be completed within this time. */
export const pendingMicros: Instant = 10 * minute;
/** How far the clocks of two processes may be apart. */
export const clockToleranceMicros: Instant = minute;
