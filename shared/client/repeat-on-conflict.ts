import { sleepUnlessAborted } from './retry-pause.ts';

export type RepeatOptions = {
  /** The largest number of attempts, by default 20. */
  readonly attemptsMax?: number;
  /** Waits between attempts. */
  readonly sleep?: (milliseconds: number) => Promise<void>;
  /** Returns a number in [0, 1), for jitter. */
  readonly random?: () => number;
};

const firstMs = 20;
const longestMs = 1_000;

/**
 * An error of the client, or an error of a bot framework that contains the client's error in its
 * property `error` or `cause`.
 */
type Told = { readonly code?: unknown; readonly error?: unknown; readonly cause?: unknown };

/**
 * True if an error means that another writer was faster. Usually the failed call has changed
 * nothing. There is one exception: an earlier attempt of the call made the change, and its answer
 * was lost.
 */
function isConflict(error: unknown, depth = 4): boolean {
  if (typeof error !== 'object' || error === null || depth === 0) return false;
  const { code, error: wrapped, cause } = error as Told;
  const isOne = code === 'precondition-failed' || code === 'contention';
  return isOne || isConflict(wrapped, depth - 1) || isConflict(cause, depth - 1);
}

/**
 * Runs work that reads a record, changes it and writes it back. If another writer changes the
 * record in between, the work runs again from its beginning. So no change is lost, even with many
 * callers at the same time. But if the answer to a write is lost, the change may be made twice. If
 * the work fails for another reason, it is not repeated.
 * @throws the last error of the work
 */
export async function repeatOnConflict<T>(
  work: () => Promise<T>,
  options: RepeatOptions = {},
): Promise<T> {
  const { attemptsMax = 20, sleep = sleepUnlessAborted, random = Math.random } = options;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isConflict(error) || attempt + 1 >= attemptsMax) throw error;
      await sleep(random() * Math.min(longestMs, firstMs * 2 ** attempt));
    }
  }
}
