import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import { commitDeadlineMicros } from '#shared/store/commit-deadline.ts';
import type { Fence, TenantSettings } from './settings.ts';

/** By how much clocks of instances differ at most, with what a call is held up on its way before its deadline counts. */
const clockAllowanceMicros = 30 * microsPerSecond;

/**
 * How long after `upTo` a document may say that it was created, though it was allowed by the settings before. Settings
 * are remembered for 5 s from when they are written, which takes a commit's time from when `upTo` was reckoned.
 */
export const strayMicros = commitDeadlineMicros + clockAllowanceMicros;

/** How long after `upTo` such a document may still be written: its own commit takes its time as well. A minute. */
export const settledMicros = strayMicros + commitDeadlineMicros;

/**
 * Up to when a fence reaches. As long as its category is not kept here, also what was created a little later is a
 * writer's who did not know yet, and nobody else's.
 */
export function fenceReach({ categories }: TenantSettings, { category, upTo }: Fence): Instant {
  return categories[category]?.destination === 'server' ? upTo : upTo + strayMicros;
}
