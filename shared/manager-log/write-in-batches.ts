import { type RetryDeps, retryOnConflict } from '#shared/store/retry.ts';
import { AlreadyExists, StoreUnavailable } from '#shared/store/store.ts';
import type { Chain, Draft } from './chain.ts';

/** Entries of one commit at most. */
const batchMax = 100;
const attemptsMax = 2;
const pauseMs = 200;

/**
 * Writes entries in the order in which they come. Those that come while a commit is under way go together in
 * the next, so that a chain costs its tenant no throughput. Resolves when the entry is there, be it this one or
 * what another process has recorded of the same.
 * @throws StoreUnavailable, Problem `contention`, KeyServiceUnavailable, KeyDenied
 */
export function createBatchWriter(deps: RetryDeps, chain: Chain): (draft: Draft) => Promise<void> {
  type Waiting = Draft & { readonly written: PromiseWithResolvers<void> };
  const queue: Waiting[] = [];
  let isRunning = false;

  async function isFree(drafts: readonly Draft[]): Promise<boolean> {
    return retryOnConflict(deps, async () => {
      try {
        await chain.write(drafts);
        return true;
      } catch (error) {
        if (error instanceof AlreadyExists) return false;
        throw error;
      }
    });
  }

  /** A commit without an answer is made again: what was written is met under the same ids. */
  async function writeOnce(drafts: readonly Draft[]): Promise<boolean> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await isFree(drafts);
      } catch (error) {
        if (!(error instanceof StoreUnavailable) || attempt >= attemptsMax) throw error;
      }
      await deps.sleep(pauseMs * deps.random());
    }
  }

  /** When one of several is there already, halves find out which without a read. */
  async function writeAll(drafts: readonly Waiting[]): Promise<void> {
    try {
      if ((await writeOnce(drafts)) || drafts.length === 1) {
        for (const { written } of drafts) written.resolve();
        return;
      }
    } catch (error) {
      for (const { written } of drafts) written.reject(error);
      return;
    }
    const middle = Math.ceil(drafts.length / 2);
    await writeAll(drafts.slice(0, middle));
    await writeAll(drafts.slice(middle));
  }

  async function run(): Promise<void> {
    isRunning = true;
    while (queue.length > 0) await writeAll(queue.splice(0, batchMax));
    isRunning = false;
  }

  return (draft) => {
    const written = Promise.withResolvers<void>();
    queue.push({ ...draft, written });
    if (!isRunning) void run();
    return written.promise;
  };
}
