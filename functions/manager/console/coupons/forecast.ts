import type { CouponPoolStatus } from '#shared/client/schemas.ts';

const dayMs = 24 * 3_600_000;
/** Days over which the pace is measured. */
export const paceDays = 30;
/** Further ahead nothing is foretold. */
const horizonDays = 366;

/** Figures of a pool at an instant. */
export type Point = { readonly at: Date; readonly left: number; readonly used: number };

type Pool = Pick<CouponPoolStatus, 'created_at' | 'loaded' | 'used' | 'left' | 'history'>;

/**
 * How a pool stood day by day, the earliest first, and how it stands now. It begins with the pool itself unless its
 * first days are no longer kept: it was filled then, and nothing was used.
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

/** Codes a day, and over how many days that was measured. */
export type Pace = { readonly perDay: number; readonly days: number };

/**
 * How many codes a day are used: over the last {@link paceDays}, from the latest note before them, or over as long
 * as anything is known. Codes that are loaded meanwhile change nothing. A pool that is younger than a day counts as a day old.
 */
export function paceOf(points: readonly Point[], now: Date): Pace {
  const from = now.getTime() - paceDays * dayMs;
  const base = points.findLast(({ at }) => at.getTime() <= from) ?? points[0];
  const last = points.at(-1);
  if (base === undefined || last === undefined) return { perDay: 0, days: 1 };
  const days = Math.max(1, (now.getTime() - base.at.getTime()) / dayMs);
  return { perDay: Math.max(0, last.used - base.used) / days, days: Math.round(days) };
}

/** When the stock is empty at this pace; undefined when it is not within a year. */
export function emptyOn(left: number, perDay: number, now: Date): Date | undefined {
  if (left === 0) return now;
  const days = left / perDay;
  return days <= horizonDays ? new Date(now.getTime() + days * dayMs) : undefined;
}
