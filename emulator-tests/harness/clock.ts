import type { Instant } from '#shared/base/time/instant.ts';

export type TestClock = {
  readonly now: () => Instant;
  set(instant: Instant): void;
  advance(micros: number): void;
};

/**
 * Creates a clock that does not move until a test moves it. By default it starts at the present
 * time, in whole milliseconds.
 */
export function createTestClock(start: Instant = Date.now() * 1_000): TestClock {
  let instant = start;
  return {
    now: () => instant,
    set: (next) => {
      instant = next;
    },
    advance: (micros) => {
      instant += micros;
    },
  };
}
