import type { Instant } from './instant.ts';

/** Runs work once, some microseconds from now; injected, so that tests need not wait. */
export type RunLater = (micros: Instant, work: () => void) => void;

/** By the machine's timer, which keeps no process alive. */
export const runLater: RunLater = (micros, work) => {
  setTimeout(work, micros / 1_000).unref();
};

type Repeated = { readonly work: () => boolean; isUnderWay: boolean };

/**
 * Waits with nothing but a weak reference, so that a timer keeps in memory neither the work nor
 * what the work uses.
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
 * Repeats work as long as it says that something is left to do, and as long as the returned
 * function is in use. @returns starts it, unless it is under way
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
