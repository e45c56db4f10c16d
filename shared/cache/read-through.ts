import { type Instant, microsPerSecond } from '../time/instant.ts';
import { BoundedMap } from './bounded-map.ts';
import { createSingleFlight } from './single-flight.ts';

/** How long settings, credentials and revocations may be remembered, so that a change holds everywhere within 5 s. */
export const rememberedMicros = 5 * microsPerSecond;

/**
 * Remembers what was read for 5 s from the moment the read began, absence included, for a bounded number of
 * names; callers who ask at once share a read. A clock that goes back forgets.
 */
export function createReadThrough<T>(deps: {
  readonly now: () => Instant;
  readonly names: number;
}): (name: string, read: () => Promise<T>) => Promise<T> {
  type Cached = { readonly value: T; readonly readAt: Instant };
  const cache = new BoundedMap<string, Cached>(deps.names);
  const flight = createSingleFlight<Cached>();
  return async (name, read) => {
    const cached = cache.get(name);
    const age = cached === undefined ? -1 : deps.now() - cached.readAt;
    if (cached !== undefined && age >= 0 && age < rememberedMicros) return cached.value;
    const fresh = await flight(name, async () => {
      const readAt = deps.now();
      const found = { value: await read(), readAt };
      cache.set(name, found);
      return found;
    });
    return fresh.value;
  };
}
