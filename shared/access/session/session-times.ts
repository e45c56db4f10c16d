import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';

const minute = 60 * microsPerSecond;

/** The time after which a session ends if it is not extended. */
export const idleMicros: Instant = 15 * minute;
/** The time after which a session ends even if it was extended. */
export const absoluteMicros: Instant = 12 * 60 * minute;
/** While a cookie is younger than this, its session is not extended. */
export const renewMicros: Instant = 5 * minute;
/** A sign-in must be completed within this time. */
export const pendingMicros: Instant = 10 * minute;
/** The clocks of two processes may differ by this much. */
export const clockToleranceMicros: Instant = minute;
