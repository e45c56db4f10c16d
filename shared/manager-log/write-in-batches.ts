import { type RetryDeps, retryOnConflict } from '#shared/store/retry.ts';
import { StoreUnavailable } from '#shared/store/store.ts';
import type { Chain, Draft } from './chain.ts';
import type { EntryPlace } from './entry-place.ts';

/** The largest number of entries in one commit. */
const batchMax = 100;
const attemptsMax = 2;
const pauseMs = 200;

/**
 * Writes entries in the order in which they arrive. Entries that arrive during a commit are written
 * together in the next commit. So many requests of a tenant can write entries at the same time. A
 * call resolves only after the database has acknowledged the entry. If the answer says that the id
 * already exists, the entry is written again under another id.
 * @throws StoreUnavailable, Problem `contention`, KeyServiceUnavailable, KeyDenied
 */
export function createBatchWriter(
  deps: RetryDeps,
  chain: Chain,
): (draft: Draft) => Promise<EntryPlace> {
  type Waiting = { readonly draft: Draft; readonly written: PromiseWithResolvers<EntryPlace> };
  const queue: Waiting[] = [];
  let isRunning = false;

  /**
   * Repeats a commit that got no answer. If the first commit was stored after all, the log contains
   * the entries twice.
   */
  async function write(drafts: readonly Draft[]): Promise<EntryPlace[]> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await retryOnConflict(deps, () => chain.write(drafts));
      } catch (error) {
        if (!(error instanceof StoreUnavailable) || attempt >= attemptsMax) throw error;
      }
      await deps.sleep(pauseMs * deps.random());
    }
  }

  async function writeBatch(batch: readonly Waiting[]): Promise<void> {
    try {
      const places = await write(batch.map(({ draft }) => draft));
      for (const [index, { written }] of batch.entries())
        written.resolve(places[index] as EntryPlace);
    } catch (error) {
      for (const { written } of batch) written.reject(error);
    }
  }

  async function run(): Promise<void> {
    isRunning = true;
    while (queue.length > 0) await writeBatch(queue.splice(0, batchMax));
    isRunning = false;
  }

  return (draft) => {
    const written = Promise.withResolvers<EntryPlace>();
    queue.push({ draft, written });
    if (!isRunning) void run();
    return written.promise;
  };
}
