import {
  type Instant,
  microsPerDay,
  microsPerMilli,
  microsPerSecond,
} from '#shared/base/time/instant.ts';
import type { Shortening } from '#shared/settings/settings.ts';
import type { LiveRule } from '#shared/store/live.ts';
import type { Moment, Tally } from './tally.ts';

/** The clocks of two processes never differ by an hour or more. */
const patienceMicros = 3_600 * microsPerSecond;

/**
 * Returns the first millisecond of the live messages of a moment (a group of messages in a tally):
 * a message is live if it was created in this millisecond or later.
 */
function liveFrom({ days }: Moment, { now, later }: LiveRule): number {
  const latest = Math.max(now - days * microsPerDay, ...later.map(({ than }) => than));
  return Math.floor(latest / microsPerMilli) + 1;
}

/**
 * Returns the live part of a moment, or undefined if no message is live. If only a part is live,
 * the number of its messages is an estimate. It assumes that the messages of the moment came at
 * equal intervals.
 */
export function livePart(moment: Moment, rule: LiveRule): Moment | undefined {
  const { from, to, count } = moment;
  const start = liveFrom(moment, rule);
  if (to < start) return undefined;
  if (from >= start) return moment;
  const share = (to - start + 1) / (to - from + 1);
  return { ...moment, from: start, count: Math.ceil(count * share) };
}

/**
 * Returns the number of live messages, and the instant of the first of them. Returns undefined if
 * none is live.
 */
export function countLive(
  tally: Tally,
  rule: LiveRule,
): { readonly messages: number; readonly firstAt: Instant } | undefined {
  const live = tally.flatMap((moment) => livePart(moment, rule) ?? []);
  const [first] = live;
  if (first === undefined) return undefined;
  const messages = live.reduce((sum, { count }) => sum + count, 0);
  return { messages, firstAt: first.from * microsPerMilli };
}

/** True if all messages of a moment have expired, even for the process with the slowest clock. */
export function isLongGone({ to, days }: Moment, now: Instant): boolean {
  const latest = now - patienceMicros - days * microsPerDay;
  return to < Math.floor(latest / microsPerMilli) + 1;
}

/** The longest retention of the moments, in days. */
function longestOf(tally: Tally): number {
  let longest = 0;
  for (const { days } of tally) if (days > longest) longest = days;
  return longest;
}

/**
 * Limits the retention of each moment to `daysMax`, and to the shorter retentions that the tenant
 * has chosen for the messages of the moment.
 */
export function shortenedTo(
  tally: Tally,
  daysMax: number,
  shortenings: readonly Shortening[] = [],
): Tally {
  if (shortenings.length === 0 && longestOf(tally) <= daysMax) return tally;
  return tally.map((moment) => {
    const chosen = shortenings.filter(({ upTo }) => moment.from * microsPerMilli <= upTo);
    const days = Math.min(moment.days, daysMax, ...chosen.map((each) => each.days));
    return { ...moment, days };
  });
}
