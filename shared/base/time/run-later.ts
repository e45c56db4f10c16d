import type { Instant } from './instant.ts';

/** Runs work once after some microseconds. It is injected, so that tests do not need to wait. */
export type RunLater = (micros: Instant, work: () => void) => void;

/** Uses the machine's timer. A process may end while the timer waits. */
export const runLater: RunLater = (micros, work) => {
  setTimeout(work, micros / 1_000).unref();
};

type Repeated = { readonly work: () => boolean; isUnderWay: boolean };

/**
 * The timer has only a weak reference to the work, so the work and its data can be removed from
 * memory.
 */
function runAgainLater(later: RunLater, everyMicros: Instant, held: WeakRef<Repeated>): void {
  later(everyMicros, () => {
    const repeated = held.deref();
    if (repeated === undefined) return;
    repeated.isUnderWay = repeated.work();
    if (repeated.isUnderWay) runAgainLater(later, everyMicros, held);
  });
}

/**
 * Repeats work while the work returns true and something still refers to the returned function.
 * @returns a function that starts the repetition, unless it is running
 */
export function repeatLater(
  later: RunLater,
  everyMicros: Instant,
  work: () => boolean,
): () => void {
  const repeated: Repeated = { work, isUnderWay: false };
  const held = new WeakRef(repeated);
  return function start() {
    if (repeated.isUnderWay) return;
    repeated.isUnderWay = true;
    runAgainLater(later, everyMicros, held);
  };
}
