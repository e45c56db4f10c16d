import type { Instant } from './instant.ts';

/** Runs work once after some microseconds. It is injected, so that tests need not wait. */
export type RunLater = (micros: Instant, work: () => void) => void;

/** Uses the machine's timer, which keeps no process alive. */
export const runLater: RunLater = (micros, work) => {
  setTimeout(work, micros / 1_000).unref();
};

type Repeated = { readonly work: () => boolean; isUnderWay: boolean };

/**
 * The timer has only a weak reference, so that it keeps neither the work nor its data in memory.
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
 * Repeats work as long as it reports remaining work, and as long as the returned function is in
 * use. @returns a function that starts the work, unless it is running
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
