import type { Instant } from './instant.ts';

/** Runs work once, some microseconds from now; injected, so that tests need not wait. */
export type RunLater = (micros: Instant, work: () => void) => void;

/** By the machine's timer, which keeps no process alive. */
export const runLater: RunLater = (micros, work) => {
  setTimeout(work, micros / 1_000).unref();
};

/**
 * Repeats work as long as it says that something is left to do. @returns starts it, unless it is
 * under way
 */
export function repeatLater(
  later: RunLater,
  everyMicros: Instant,
  work: () => boolean,
): () => void {
  let isUnderWay = false;
  return function start() {
    if (isUnderWay) return;
    isUnderWay = true;
    later(everyMicros, () => {
      isUnderWay = false;
      if (work()) start();
    });
  };
}
