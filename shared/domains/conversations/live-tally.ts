import {
  type Instant,
  microsPerDay,
  microsPerMilli,
  microsPerSecond,
} from '#shared/base/time/instant.ts';
import type { Shortening } from '#shared/settings/settings.ts';
import type { LiveRule } from '#shared/store/live.ts';
import type { Moment, Tally } from './tally.ts';

/** The clocks of processes differ by less than this. */
const patienceMicros = 3_600 * microsPerSecond;

/** The first millisecond whose messages are live. */
function liveFrom({ days }: Moment, { now, later }: LiveRule): number {
  const latest = Math.max(now - days * microsPerDay, ...later.map(({ than }) => than));
  return Math.floor(latest / microsPerMilli) + 1;
}

/**
 * The live part of a moment. If only a part of the time is live, it counts this share of the
 * messages, as if they had come evenly.
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
 * How many of the messages are live, and the instant of the first of them. Undefined when none is.
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

/**
 * Whether all messages of a moment expired so long ago that even a process with a slower clock
 * hides them.
 */
export function isLongGone(moment: Moment, now: Instant): boolean {
  return moment.to < liveFrom(moment, { now: now - patienceMicros, later: [] });
}

/**
 * Shortens the retention of moments: to that of a later message, and to a retention that was chosen
 * since.
 */
export function shortenedTo(
  tally: Tally,
  daysMax: number,
  shortenings: readonly Shortening[] = [],
): Tally {
  return tally.map((moment) => {
    const chosen = shortenings.filter(({ upTo }) => moment.from * microsPerMilli <= upTo);
    const days = Math.min(moment.days, daysMax, ...chosen.map((each) => each.days));
    return { ...moment, days };
  });
}
