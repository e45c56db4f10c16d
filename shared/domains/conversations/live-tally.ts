import {
  type Instant,
  microsPerDay,
  microsPerMilli,
  microsPerSecond,
} from '#shared/base/time/instant.ts';
import type { Shortening } from '#shared/settings/settings.ts';
import type { LiveRule } from '#shared/store/live.ts';
import type { Moment, Tally } from './tally.ts';

/** Clocks of processes differ by less. */
const patienceMicros = 3_600 * microsPerSecond;

/** The first millisecond whose messages are live. */
function liveFrom({ days }: Moment, { now, later }: LiveRule): number {
  const latest = Math.max(now - days * microsPerDay, ...later.map(({ than }) => than));
  return Math.floor(latest / microsPerMilli) + 1;
}

/** What is live of a moment. Where only a part of it is, that part of its messages: they came evenly, as far as is known. */
export function livePart(moment: Moment, rule: LiveRule): Moment | undefined {
  const { from, to, count } = moment;
  const start = liveFrom(moment, rule);
  if (to < start) return undefined;
  if (from >= start) return moment;
  const share = (to - start + 1) / (to - from + 1);
  return { ...moment, from: start, count: Math.ceil(count * share) };
}

/** How many of the messages are live, and since when the first of them is there; undefined when none is. */
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

/** Whether all of a moment expired so long ago that no process with a slower clock still shows it. */
export function isLongGone(moment: Moment, now: Instant): boolean {
  return moment.to < liveFrom(moment, { now: now - patienceMicros, later: [] });
}

/** Nothing is kept for longer than a later message of its conversation, or than was chosen since. */
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
