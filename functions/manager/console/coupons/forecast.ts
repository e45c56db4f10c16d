const dayMs = 24 * 3_600_000;
/** Days over which the pace is measured. */
export const paceDays = 30;
/** Further ahead nothing is foretold. */
const horizonDays = 366;

/** Stock at an instant. */
export type StockAt = { readonly at: Date; readonly left: number };

/** Codes a day, over the last {@link paceDays}, or over what is known of them. */
export function paceOf(input: {
  /** When codes left the stock, the latest first. */
  readonly usedAt: readonly Date[];
  /** Whether there are earlier ones that were not read. */
  readonly hasEarlier: boolean;
  readonly since: Date;
  readonly now: Date;
}): number {
  const { usedAt, hasEarlier, since, now } = input;
  const earliest = hasEarlier ? (usedAt.at(-1) ?? since) : since;
  const from = Math.max(now.getTime() - paceDays * dayMs, earliest.getTime());
  const days = Math.max(1, (now.getTime() - from) / dayMs);
  return usedAt.filter((at) => at.getTime() >= from).length / days;
}

/** When the stock is empty at this pace; undefined when it is not within a year. */
export function emptyOn(left: number, pace: number, now: Date): Date | undefined {
  if (left === 0) return now;
  const days = left / pace;
  return days <= horizonDays ? new Date(now.getTime() + days * dayMs) : undefined;
}

/** How the stock went down to what is left: a point for each code, the earliest first. */
export function stockOver(usedAt: readonly Date[], left: number, now: Date): readonly StockAt[] {
  return [
    ...usedAt.map((at, index) => ({ at, left: left + index })).toReversed(),
    { at: now, left },
  ];
}
