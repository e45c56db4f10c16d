import { type Instant, microsPerDay, microsPerMilli } from '#shared/base/time/instant.ts';
import type { ClearRecord } from '#shared/records/record.ts';

/**
 * A group of messages: the number of messages created between two milliseconds, and their retention
 * in days.
 */
export type Moment = {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly days: number;
};

/** The messages that a head counts, in the order of their creation. */
export type Tally = readonly Moment[];

/**
 * The most moments in a tally. They take about 3 kB. If there are more, pairs of neighbouring
 * moments in the older half are merged.
 */
export const momentsMax = 500;

/** The millisecond of an instant. */
export function millisOf(instant: Instant): number {
  return Math.floor(instant / microsPerMilli);
}

/**
 * The number of days from an instant to an expiry that was calculated from this instant. The
 * calculation first cuts the instant to whole milliseconds.
 */
export function daysKept(from: Instant, expiresAt: Instant): number {
  return Math.round((expiresAt - millisOf(from) * microsPerMilli) / microsPerDay);
}

function momentOf({ createdAt, expiresAt }: ClearRecord): Moment {
  const at = millisOf(createdAt);
  return { from: at, to: at, count: 1, days: daysKept(createdAt, expiresAt) };
}

function joined(one: Moment, other: Moment): Moment {
  return { ...one, to: Math.max(one.to, other.to), count: one.count + other.count };
}

/** Merges neighbouring moments that have the same retention and that `mayJoin` accepts. */
function joinWhere(tally: Tally, mayJoin: (one: Moment, other: Moment) => boolean): Moment[] {
  const all: Moment[] = [];
  for (const moment of tally) {
    const last = all.at(-1);
    if (last !== undefined && last.days === moment.days && mayJoin(last, moment))
      all[all.length - 1] = joined(last, moment);
    else all.push(moment);
  }
  return all;
}

/**
 * If the tally has too many moments, merges neighbouring moments of the older half in pairs.
 * Moments with different retentions are not merged.
 */
function coarsened(tally: Tally): Tally {
  if (tally.length <= momentsMax) return tally;
  const half = Math.floor(tally.length / 2);
  const newest = tally.slice(half);
  const older: Moment[] = [];
  for (let at = 0; at < half; at += 2)
    older.push(...joinWhere(tally.slice(at, Math.min(at + 2, half)), () => true));
  return [...older, ...newest];
}

/**
 * Returns the tally with new messages added. Messages with the same millisecond and the same
 * retention expire together, so they are one moment.
 */
export function withMessages(tally: Tally, messages: readonly ClearRecord[]): Tally {
  const own = messages.map(momentOf);
  const last = tally.at(-1);
  // Usually all new messages are later than the known moments. Then only the last known moment can
  // change.
  const isLater = own.every(({ from }) => last === undefined || from >= last.from);
  const known = isLater ? tally.slice(0, -1) : [];
  const rest = isLater ? tally.slice(-1) : tally;
  const added = [...rest, ...own].toSorted((one, other) => one.from - other.from);
  const joins = joinWhere(added, (one, other) => one.to === one.from && other.to === one.from);
  return coarsened([...known, ...joins]);
}

function covers({ from, to }: Moment, { createdAt }: { readonly createdAt: Instant }): boolean {
  const at = millisOf(createdAt);
  return from <= at && at <= to;
}

/** True if the tally counts a message. */
export function tellsOf(tally: Tally, message: { readonly createdAt: Instant }): boolean {
  return tally.some((moment) => covers(moment, message));
}

/** Returns the tally without one message that it counts. */
export function withoutMessage(tally: Tally, message: { readonly createdAt: Instant }): Tally {
  const index = tally.findIndex((moment) => covers(moment, message));
  return tally.flatMap((moment, at) => {
    if (at !== index) return [moment];
    return moment.count === 1 ? [] : [{ ...moment, count: moment.count - 1 }];
  });
}
