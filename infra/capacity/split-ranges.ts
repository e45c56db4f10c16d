/**
 * The writes a second that one range accepts
 * (https://cloud.google.com/firestore/docs/best-practices, November 2026).
 */
export const rangeLimit = 500;

/** A range is split at this share of the limit, so that its load does not reach the limit. */
const splitFrom = 0.6;

/**
 * A busy range is split into at least this many parts. So two busy places in it are separated soon.
 */
const partsLeast = 8;

/** The keys that were written to one range. `from` is the first key that the range can contain. */
type Range = { readonly from: string; writes: number; keys: string[] };

/**
 * The ranges of one index. Under constant load Firestore splits a range between two written keys.
 * The split helps only if later keys come on both sides. If keys only grow, all later keys come
 * after the last split.
 */
export function createRanges() {
  let ranges: Range[] = [{ from: '', writes: 0, keys: [] }];
  let isSplitting = true;

  function rangeOf(key: string): Range {
    let [low, high] = [0, ranges.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((ranges[middle]?.from ?? '') <= key) low = middle;
      else high = middle - 1;
    }
    const found = ranges[low];
    if (found === undefined) throw new Error('no range contains the key');
    return found;
  }

  const fresh = (from: string): Range => ({ from, writes: 0, keys: [] });

  /** Splits a range between its keys, so that each part has had about the same number of writes. */
  function partsOf({ from, writes, keys }: Range, most: number): Range[] {
    const sorted = keys.toSorted();
    const parts = Math.max(partsLeast, Math.ceil(writes / most));
    const cuts = Array.from(
      { length: parts - 1 },
      (_, at) => sorted[Math.floor(((at + 1) * sorted.length) / parts)] ?? from,
    );
    return [from, ...new Set(cuts.filter((cut) => cut > from))].map(fresh);
  }

  return {
    /**
     * Counts a write that removes one key and adds another. If both keys are in the same range, the
     * write counts once there.
     */
    write(removed: string | undefined, added: string | undefined): void {
      const [from, to] = [removed, added].map((key) => (key === undefined ? key : rangeOf(key)));
      for (const [range, key] of [
        [to, added],
        [from === to ? undefined : from, removed],
      ] as const) {
        if (range === undefined || key === undefined) continue;
        range.writes += 1;
        if (isSplitting) range.keys.push(key);
      }
    },
    /** Ends a period of this many seconds: splits the busy ranges, and starts to count again. */
    split(seconds: number): void {
      const most = rangeLimit * splitFrom * seconds;
      ranges = ranges.flatMap((range) =>
        range.writes > most ? partsOf(range, most) : [fresh(range.from)],
      );
    },
    /** From now on ranges are not split any more, and writes are only counted. */
    settle: () => {
      isSplitting = false;
    },
    count: () => ranges.length,
    /** The writes per second of the busiest range over the given number of seconds. */
    busiest: (seconds: number) => Math.max(...ranges.map(({ writes }) => writes)) / seconds,
  };
}
