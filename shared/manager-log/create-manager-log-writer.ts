import { BoundedMap } from '#shared/base/cache/bounded-map.ts';
import { createSingleFlight } from '#shared/base/cache/single-flight.ts';
import type { Clock } from '#shared/base/time/clock.ts';
import type { RetryDeps } from '#shared/store/retry.ts';
import { beginChain, type ChainDeps, type Draft } from './chain.ts';
import { entryFields, entryId, type ManagerLogEntry } from './entry.ts';
import { createBatchWriter } from './write-in-batches.ts';

const rememberedEntries = 20_000;
const rememberedTenants = 2_000;

export type ManagerLogWriterDeps = ChainDeps & RetryDeps & { readonly now: Clock };

/** The way into the manager log: whoever shows, changes or deletes personal data records it first. */
export type ManagerLogWriter = {
  /**
   * Resolves once the entry is durable, or when the same actor, action, target and outcome was recorded in the
   * same ten minutes (those of the clock: from :00, :10, …), by whichever process. When it throws, nothing may
   * be shown or changed. Warm it costs one commit, or nothing; it reads nothing, ever.
   * @throws StoreUnavailable, KeyServiceUnavailable, KeyDenied, Problem `contention`; an error that names the
   * field when a part of the entry is not what its category says
   */
  record(entry: ManagerLogEntry): Promise<void>;
};

/** Makes the writer of a process: one chain a tenant, and a memory of what was recorded in these ten minutes. */
export function createManagerLogWriter(deps: ManagerLogWriterDeps): ManagerLogWriter {
  const recorded = new BoundedMap<string, true>(rememberedEntries);
  const writers = new BoundedMap<string, (draft: Draft) => Promise<void>>(rememberedTenants);
  const flight = createSingleFlight<void>();

  function writerOf(tenant: string): (draft: Draft) => Promise<void> {
    const known = writers.get(tenant);
    if (known !== undefined) return known;
    const writer = createBatchWriter(deps, beginChain(deps, tenant));
    writers.set(tenant, writer);
    return writer;
  }

  return {
    async record(entry) {
      const fields = entryFields(entry);
      const id = entryId(entry, deps.now());
      const name = `${entry.tenant}|${id}`;
      if (recorded.get(name)) return;
      await flight(name, async () => {
        await writerOf(entry.tenant)({ id, fields, settings: entry.settings });
        recorded.set(name, true);
      });
    },
  };
}
