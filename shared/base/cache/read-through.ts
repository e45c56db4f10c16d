import { type Instant, microsPerSecond } from '../time/instant.ts';
import { BoundedMap } from './bounded-map.ts';
import { createSingleFlight } from './single-flight.ts';

/**
 * How long settings, credentials and revocations may be remembered, so that a change takes effect
 * everywhere within 5 s.
 */
export const rememberedMicros = 5 * microsPerSecond;

/** How many names of one kind a process remembers. */
const rememberedNames = 5_000;

/** @param fresh always reads, for callers who must see a change from a moment ago */
export type ReadThrough<T> = (name: string, read: () => Promise<T>, fresh?: boolean) => Promise<T>;

/**
 * Remembers an answer for 5 s from the moment the read began, for a limited number of names. It
 * also remembers that something is missing. Simultaneous callers share a read. When the clock is
 * set back, everything is forgotten.
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
    // A fresh read does not join a running read, which may have begun before the change.
    if (fresh) return (await load()).value;
    const cached = cache.get(name);
    const age = cached === undefined ? -1 : deps.now() - cached.readAt;
    if (cached !== undefined && age >= 0 && age < rememberedMicros) return cached.value;
    return (await flight(name, load)).value;
  };
}
