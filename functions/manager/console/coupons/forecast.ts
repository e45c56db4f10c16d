import type { CouponPoolStatus } from '#shared/client/schemas.ts';

const dayMs = 24 * 3_600_000;
/** The largest number of days that the forecast looks ahead. */
const horizonDays = 366;

/** The figures of a pool at one instant. */
export type Point = { readonly at: Date; readonly left: number; readonly used: number };

type Pool = Pick<CouponPoolStatus, 'created_at' | 'loaded' | 'used' | 'left' | 'history'>;

/**
 * Returns the figures of a pool for each stored day, the earliest first. The last figures are the
 * present ones. If the pool is younger than `keptDays`, or no day is stored, the first figures show
 * the pool at its creation, with no used code.
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

/**
 * The number of codes that customers use per day, and the number of days for which these codes were
 * counted.
 */
export type Pace = { readonly perDay: number; readonly days: number };

/**
 * Returns how many codes customers use per day. The API counts the used codes whose records were
 * created after `since`. `since` is at most 30 days ago. A loaded code has no such record, and an
 * imported record keeps its old time. So loads and imports do not change the pace. If `since` is
 * less than a day ago, the pace is computed for one day.
 */
export function paceOf({ since, used }: CouponPoolStatus['recent'], now: Date): Pace {
  const days = Math.max(1, (now.getTime() - Date.parse(since)) / dayMs);
  return { perDay: used / days, days: Math.round(days) };
}

/**
 * Returns the day on which the stock will be empty if customers use `perDay` codes a day. Undefined
 * if this day is more than a year away.
 */
export function emptyOn(left: number, perDay: number, now: Date): Date | undefined {
  if (left === 0) return now;
  const days = left / perDay;
  return days <= horizonDays ? new Date(now.getTime() + days * dayMs) : undefined;
}
