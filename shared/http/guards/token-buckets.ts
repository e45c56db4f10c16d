import { BoundedMap } from '#shared/base/cache/bounded-map.ts';

export type TokenBucketOptions = {
  /**
   * The number of tokens that a bucket gets each second. `burst` is the number of tokens in a full
   * bucket.
   */
  readonly perSecond: number;
  readonly burst: number;
  /** The time in milliseconds. It never goes back. */
  readonly monotonic: () => number;
  /**
   * The largest number of buckets in memory. If there are more, the least recently used bucket is
   * dropped. If the key of a dropped bucket is used again, the key gets a new, full bucket.
   */
  readonly size: number;
};

export type TokenBuckets = {
  /**
   * Takes a token, if one is available.
   * @returns 0 if a token was taken, otherwise the milliseconds until one is available
   */
  take(key: string): number;
  /** Returns the milliseconds until a token is available, but takes no token. */
  waitFor(key: string): number;
  /** True if the key has taken a token, and its bucket is still in memory. */
  has(key: string): boolean;
};

/** Creates token buckets in the memory of this process, one for each key. */
export function createTokenBuckets(options: TokenBucketOptions): TokenBuckets {
  const { perSecond, burst, monotonic } = options;
  const buckets = new BoundedMap<string, { readonly tokens: number; readonly at: number }>(
    options.size,
  );

  function tokensOf(key: string, now: number): number {
    const bucket = buckets.get(key);
    if (bucket === undefined) return burst;
    return Math.min(burst, bucket.tokens + ((now - bucket.at) * perSecond) / 1_000);
  }

  const wait = (tokens: number) => (tokens >= 1 ? 0 : ((1 - tokens) * 1_000) / perSecond);

  return {
    take(key) {
      const now = monotonic();
      const tokens = tokensOf(key, now);
      if (tokens >= 1) buckets.set(key, { tokens: tokens - 1, at: now });
      return wait(tokens);
    },
    waitFor: (key) => wait(tokensOf(key, monotonic())),
    has: (key) => buckets.get(key) !== undefined,
  };
}
