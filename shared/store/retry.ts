import { Problem } from '#shared/base/problems/problem.ts';
import { WriteConflict } from './store.ts';

const attemptsMax = 12;
const backoffMs = 15;
const backoffMaxMs = 400;

/** The functions that a retry needs for its pauses. */
export type RetryDeps = {
  /** Returns a random number in [0, 1). It makes the pauses of several writers differ. */
  readonly random: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
};

/**
 * Repeats an attempt that conflicts with other writers. `attempt` reads its documents and makes one
 * commit with preconditions. If another writer was faster, `attempt` runs again: the first time at
 * once, later after a pause of random length. `number` is 0 for the first attempt. Only this
 * attempt may guess the stored state instead of reading it.
 * @throws Problem `contention` when another writer was faster every time
 */
export async function retryOnConflict<T>(
  deps: RetryDeps,
  attempt: (number: number) => Promise<T>,
): Promise<T> {
  for (let number = 0; number < attemptsMax; number += 1) {
    try {
      return await attempt(number);
    } catch (error) {
      if (!(error instanceof WriteConflict)) throw error;
    }
    // After the last attempt there is nothing to wait for.
    if (number > 0 && number + 1 < attemptsMax) {
      const pause = Math.min(backoffMaxMs, backoffMs * 2 ** number);
      await deps.sleep(pause * deps.random());
    }
  }
  throw new Problem('contention');
}
