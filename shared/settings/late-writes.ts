import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import { commitDeadlineMicros } from '#shared/store/commit-deadline.ts';
import type { Fence, TenantSettings } from './settings.ts';

/**
 * Half a minute for three things: the difference between the clocks of instances, the delay before
 * a call's deadline starts, and the 5 s for which a process uses settings before it reads them
 * again.
 */
export const clockAllowanceMicros = 30 * microsPerSecond;

/**
 * For 45 s after a fence's `upTo`, a process with the old settings may still create a document.
 * There are three reasons: the commit of the new settings takes time, clocks differ, and processes
 * use settings for 5 s before they read them again.
 */
export const strayMicros = commitDeadlineMicros + clockAllowanceMicros;

/**
 * For a minute after a fence's `upTo`, a document of a process with the old settings may still
 * arrive in the database. The commit of this document takes time too.
 */
export const settledMicros = strayMicros + commitDeadlineMicros;

/**
 * The instant up to which a fence hides documents. While the category stays switched off, the fence
 * also hides documents that were created a little later. Only a process with the old settings can
 * have created these documents. After the category was switched on again, later documents may be
 * valid, so the fence does not hide them.
 */
export function fenceReach(
  { categories }: TenantSettings,
  { category, upTo, isFinal }: Fence,
): Instant {
  const isOn = categories[category]?.destination === 'server';
  return isOn || isFinal === true ? upTo : upTo + strayMicros;
}
