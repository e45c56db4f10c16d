import type { CouponPoolStatus } from '#shared/client/schemas.ts';

const dayMs = 24 * 3_600_000;
/** The forecast looks at most this many days ahead. */
const horizonDays = 366;

/** The figures of a pool at one instant. */
export type Point = { readonly at: Date; readonly left: number; readonly used: number };

type Pool = Pick<CouponPoolStatus, 'created_at' | 'loaded' | 'used' | 'left' | 'history'>;

/**
 * Returns the figures of a pool day by day, the earliest first, and at the end the present figures.
 * The first figures show the full pool at its creation, unless the API no longer stores the first
 * days.
 */
export function pointsOf(pool: Pool, keptDays: number, now: Date): readonly Point[] {
  const created = new Date(pool.created_at);
  const kept = pool.history.filter(({ at }) => Date.parse(at) < now.getTime());
  const days = kept.map(({ at, loaded, used }): Point => {
    return { at: new Date(at), left: Math.max(0, loaded - used), used };
  });
  const last: Point = { at: now, left: pool.left, used: pool.used };
  const isWhole = now.getTime() - created.getTime() < keptDays * dayMs || days.length === 0;
  if (!isWhole) return [...days, last];
  const first = { at: created, left: kept[0]?.loaded ?? pool.left + pool.used, used: 0 };
  return [first, ...days, last];
}

/** The number of codes per day, and the number of days in which they were counted. */
export type Pace = { readonly perDay: number; readonly days: number };

/**
 * Returns how many codes customers use per day. The API counts the used codes whose records were
 * created after `since`, at most 30 days ago. Loaded codes have no such record, and imported
 * records keep their old times, so neither changes the pace. A pool younger than a day counts as
 * one day old.
 */
export function paceOf({ since, used }: CouponPoolStatus['recent'], now: Date): Pace {
  const days = Math.max(1, (now.getTime() - Date.parse(since)) / dayMs);
  return { perDay: used / days, days: Math.round(days) };
}

/**
 * Returns the day on which the stock is empty at this pace; undefined when that is more than a year
 * away.
 */
export function emptyOn(left: number, perDay: number, now: Date): Date | undefined {
  if (left === 0) return now;
  const days = left / perDay;
  return days <= horizonDays ? new Date(now.getTime() + days * dayMs) : undefined;
}
