import { sleepUnlessAborted } from './retry-pause.ts';

export type RepeatOptions = {
  /** How often the work is done at most; 20 unless told. */
  readonly attemptsMax?: number;
  /** Waits between attempts. */
  readonly sleep?: (milliseconds: number) => Promise<void>;
  /** A number in [0, 1), for jitter. */
  readonly random?: () => number;
};

const firstMs = 20;
const longestMs = 1_000;

/** An error, or what wraps one: frameworks of bots put it into `error` or `cause`. */
type Told = { readonly code?: unknown; readonly error?: unknown; readonly cause?: unknown };

/** Whether an error says that somebody else was faster: nothing was changed by the call that threw it. */
function isConflict(error: unknown, depth = 4): boolean {
  if (typeof error !== 'object' || error === null || depth === 0) return false;
  const { code, error: wrapped, cause } = error as Told;
  const isOne = code === 'precondition-failed' || code === 'contention';
  return isOne || isConflict(wrapped, depth - 1) || isConflict(cause, depth - 1);
}

/**
 * Does work that reads, changes and writes back, and does it again from its beginning when somebody else has changed
 * the same record meanwhile. So of many who do this at once, none loses what another has written. Work that fails
 * for another reason is not repeated.
 * @throws what the work threw last
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
