import { BoundedMap } from '#shared/base/cache/bounded-map.ts';
import { createSingleFlight } from '#shared/base/cache/single-flight.ts';
import type { Clock } from '#shared/base/time/clock.ts';
import type { RetryDeps } from '#shared/store/retry.ts';
import { actorMarkOf, type MarkPeople } from './actor-mark.ts';
import { beginChain, type ChainDeps, type Draft } from './chain.ts';
import { entryFields, type ManagerLogEntry, windowOf } from './entry.ts';
import type { EntryPlace } from './entry-place.ts';
import { createBatchWriter } from './write-in-batches.ts';

const rememberedEntries = 20_000;
const rememberedTenants = 2_000;

export type ManagerLogWriterDeps = ChainDeps &
  RetryDeps & {
    readonly now: Clock;
    /** Makes the marks of actors. If it is missing, entries cannot be found by their actor. */
    readonly people?: MarkPeople | undefined;
  };

/**
 * Writes to the manager log. Code that shows, changes or deletes personal data first records this
 * action here.
 */
export type ManagerLogWriter = {
  /**
   * Resolves when the entry is stored. If this process has already recorded an entry with these
   * values (actor, action, target, outcome, fields) in the same ten minutes of the clock (from :00,
   * :10, …), it stores no second entry. After an error the caller must not show or change data.
   * When the process has the data key, a new entry costs one commit, and an entry that was already
   * recorded costs nothing. The writer reads nothing of the log.
   * @returns the place of the entry, for the log line of the request
   * @throws StoreUnavailable, KeyServiceUnavailable, KeyDenied, Problem `contention`; an error with
   * the name of the field, if a part of the entry breaks its category's rules
   */
  record(entry: ManagerLogEntry): Promise<EntryPlace>;
};

/**
 * Makes the writer of a process. It has one chain for each tenant, and remembers which entries it
 * recorded in the present ten minutes of the clock.
 */
export function createManagerLogWriter(deps: ManagerLogWriterDeps): ManagerLogWriter {
  const recorded = new BoundedMap<string, EntryPlace>(rememberedEntries);
  const writers = new BoundedMap<string, (draft: Draft) => Promise<EntryPlace>>(rememberedTenants);
  const flight = createSingleFlight<EntryPlace>();

  function writerOf(tenant: string): (draft: Draft) => Promise<EntryPlace> {
    const known = writers.get(tenant);
    if (known !== undefined) return known;
    const writer = createBatchWriter(deps, beginChain(deps, tenant));
    writers.set(tenant, writer);
    return writer;
  }

  return {
    async record(entry) {
      const fields = entryFields(entry);
      const window = windowOf(entry, deps.now());
      const known = recorded.get(window);
      if (known !== undefined) return known;
      return flight(window, async () => {
        const { tenant, actorId, settings } = entry;
        const actorMark = deps.people && (await actorMarkOf(deps.people, tenant, actorId));
        const place = await writerOf(tenant)({ fields, settings, actorMark });
        recorded.set(window, place);
        return place;
      });
    },
  };
}
