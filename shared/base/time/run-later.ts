import type { Instant } from './instant.ts';

/**
 * Runs work once, after some microseconds. It is passed as a dependency, so that tests need not
 * wait.
 */
export type RunLater = (micros: Instant, work: () => void) => void;

/** Uses the machine's timer, which does not keep the process from ending. */
export const runLater: RunLater = (micros, work) => {
  setTimeout(work, micros / 1_000).unref();
};

type Repeated = { readonly work: () => boolean; isUnderWay: boolean };

/**
 * Runs work again later. The timer has only a weak reference to the work. So the work and its data
 * can be removed from memory while the timer waits.
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
 * Repeats work after each `everyMicros`. The repetition ends when the work returns false, or when
 * nothing refers to the returned function any more.
 * @returns a function that starts the repetition if it is not running yet
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
