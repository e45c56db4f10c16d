import { createSingleFlight } from '#shared/base/cache/single-flight.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';
import type { ReadStore } from '#shared/store/store.ts';
import { readStanding } from './standing.ts';

/** A process reads the stamps again after a minute. */
const rememberedMicros = 60 * microsPerSecond;

/**
 * Refuses requests as long as the database is closed: it was restored, and the restore command has
 * not opened it yet.
 * @throws Problem `restore-pending`
 */
export type RequireCurrent = () => Promise<void>;

/**
 * Makes the check that recognises a restored database. Each process reads the two stamps at most
 * once a minute. Simultaneous callers share the reads. If the stamps cannot be read, the request
 * fails. If the clock is set back, the stamps are read again.
 */
export function createRequireCurrent(deps: {
  readonly store: ReadStore;
  readonly now: () => Instant;
  /** The id of the database of records, as configured. */
  readonly database: string;
}): RequireCurrent {
  type Seen = { readonly isCurrent: boolean; readonly at: Instant };
  const flight = createSingleFlight<Seen>();
  let seen: Seen | undefined;
  const look = async () => {
    const at = deps.now();
    const { isCurrent } = await readStanding(deps.store, deps.database);
    seen = { isCurrent, at };
    return seen;
  };
  return async () => {
    const age = seen === undefined ? -1 : deps.now() - seen.at;
    const known = age >= 0 && age < rememberedMicros ? seen : await flight('standing', look);
    if (known?.isCurrent !== true) throw new Problem('restore-pending', { retryAfterSeconds: 60 });
  };
}
