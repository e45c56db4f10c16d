import { type Instant, microsPerSecond } from '../time/instant.ts';
import { BoundedMap } from './bounded-map.ts';
import { createSingleFlight } from './single-flight.ts';

/**
 * Settings, credentials and revocations may be cached for this time, which is 5 s. So a change
 * takes effect in every process within 5 s.
 */
export const rememberedMicros = 5 * microsPerSecond;

/** One cache contains the answers for at most this many names. */
const rememberedNames = 5_000;

/**
 * Returns the answer for a name from the cache, or reads it.
 * @param fresh if true, the answer is read and not taken from the cache. Use it if the caller must
 * see a change that was just made
 */
export type ReadThrough<T> = (name: string, read: () => Promise<T>, fresh?: boolean) => Promise<T>;

/**
 * Caches the answer of a read for 5 s, counted from the start of the read, for a limited number of
 * names. It also caches that a document is missing. Simultaneous callers share a read. If the clock
 * was set back, so that a cached answer seems to come from the future, this answer is not used.
 */
export function createReadThrough<T>(deps: { readonly now: () => Instant }): ReadThrough<T> {
  type Cached = { readonly value: T; readonly readAt: Instant };
  const cache = new BoundedMap<string, Cached>(rememberedNames);
  const flight = createSingleFlight<Cached>();
  return async (name, read, fresh = false) => {
    const load = async () => {
      const readAt = deps.now();
      const found = { value: await read(), readAt };
      cache.set(name, found);
      return found;
    };
    // A read that is already running may have begun before the change that the caller must see. So
    // a fresh read does not wait for the running read.
    if (fresh) return (await load()).value;
    const cached = cache.get(name);
    const age = cached === undefined ? -1 : deps.now() - cached.readAt;
    if (cached !== undefined && age >= 0 && age < rememberedMicros) return cached.value;
    return (await flight(name, load)).value;
  };
}
