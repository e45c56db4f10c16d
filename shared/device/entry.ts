import { millisPerDay } from './variable-rules.ts';

/** A value on the device. Times are in milliseconds since 1970. */
export type Entry = {
  readonly value: unknown;
  /** The time at which the value was last set or touched. The retention counts from this time. */
  readonly countedFrom: number;
  readonly expiresAt: number;
};

/** Writes an entry as the text that the browser stores. */
export function encodeEntry({ value, countedFrom, expiresAt }: Entry): string {
  return JSON.stringify({ v: value, c: countedFrom, e: expiresAt });
}

/** Reads a stored text. Returns undefined for a text that does not have the form of an entry. */
export function decodeEntry(text: string): Entry | undefined {
  try {
    const { v: value, c: countedFrom, e: expiresAt } = JSON.parse(text);
    const isWhole =
      value !== undefined && Number.isFinite(countedFrom) && Number.isFinite(expiresAt);
    return isWhole ? { value, countedFrom, expiresAt } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Applies the tenant's present retention to an entry. Returns the entry with its new expiry, or
 * undefined if the entry has expired. A shortened retention applies at once. If the clock was set
 * back, `countedFrom` may be in the future. Then the retention counts from now.
 * @param days the tenant's retention in days
 */
export function liveEntry(entry: Entry, now: number, days: number): Entry | undefined {
  const retention = days * millisPerDay;
  const countedFrom = Math.min(entry.countedFrom, now);
  const expiresAt = Math.min(entry.expiresAt, countedFrom + retention);
  return expiresAt <= now ? undefined : { value: entry.value, countedFrom, expiresAt };
}
