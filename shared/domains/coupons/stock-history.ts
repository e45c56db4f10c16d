import { packNumbers, unpackNumbers } from '#shared/base/numbers/packed-numbers.ts';
import { type Instant, microsPerDay, microsPerSecond } from '#shared/base/time/instant.ts';

/** The figures of a pool at an instant. They are only numbers, and contain nothing personal. */
export type StockPoint = {
  /** The instant of the figures. Packing cuts it to whole minutes. */
  readonly at: Instant;
  /** The number of codes that were loaded up to this instant. */
  readonly loaded: number;
  /** The number of codes that were given out or redeemed up to this instant. */
  readonly used: number;
};

/** The number of days after which a point is dropped. */
export const historyDays = 90;

const microsPerMinute = 60 * microsPerSecond;

/** Packs points into about eight bytes each. */
export function packHistory(points: readonly StockPoint[]): Uint8Array {
  return packNumbers(
    points.flatMap(({ at, loaded, used }) => [Math.floor(at / microsPerMinute), loaded, used]),
  );
}

/** The inverse of {@link packHistory}. */
export function unpackHistory(bytes: Uint8Array): StockPoint[] {
  const numbers = unpackNumbers(bytes);
  return Array.from({ length: numbers.length / 3 }, (_, index) => {
    const [minute = 0, loaded = 0, used = 0] = numbers.slice(index * 3);
    return { at: minute * microsPerMinute, loaded, used };
  });
}

/**
 * Adds a point, and drops the points that are older than {@link historyDays}. If the clock was set
 * back, it also drops the points that are later than the new point.
 */
export function addPoint(points: readonly StockPoint[], point: StockPoint): StockPoint[] {
  const first = point.at - historyDays * microsPerDay;
  return [...points.filter(({ at }) => at > first && at < point.at), point];
}
