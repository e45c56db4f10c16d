import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import { commitDeadlineMicros } from '#shared/store/commit-deadline.ts';
import type { Fence, TenantSettings } from './settings.ts';

/**
 * How much the clocks of instances may differ, plus how long a call may be delayed before its
 * deadline starts.
 */
const clockAllowanceMicros = 30 * microsPerSecond;

/**
 * How long after `upTo` a document under former settings may still be created. Processes remember
 * settings for 5 s after new ones are written, and that write takes up to a commit's time after
 * `upTo` was computed.
 */
export const strayMicros = commitDeadlineMicros + clockAllowanceMicros;

/**
 * How long after `upTo` such a document may still be written, because its own commit takes time as
 * well. A minute.
 */
export const settledMicros = strayMicros + commitDeadlineMicros;

/**
 * The instant up to which a fence hides documents. While its category is not stored here, the fence
 * also covers documents created a little later. Only a writer who did not know the new settings yet
 * can have made those.
 */
export function fenceReach({ categories }: TenantSettings, { category, upTo }: Fence): Instant {
  return categories[category]?.destination === 'server' ? upTo : upTo + strayMicros;
}
