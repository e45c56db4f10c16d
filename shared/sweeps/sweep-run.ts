import type { Clock } from '#shared/base/time/clock.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import type { Store } from '#shared/store/store.ts';
import type { PageDeps } from './work-through-pages.ts';

/** The dependencies of every sweep. */
export type SweepDeps = {
  readonly store: Store;
  readonly now: Clock;
  /** A monotonic clock in milliseconds, which measures the budget. */
  readonly monotonic: () => number;
  /** The number of seconds after which no further unit or page begins. */
  readonly budgetSeconds: number;
  /** Called with the error of each failed part, as soon as it fails. */
  readonly onFailure: (error: unknown) => void;
};

/** One run of a sweep: the dependencies of its parts, and the state for the report. */
export type SweepRun = PageDeps & {
  /**
   * The start of the run. The run does the work that was due at this instant; later work waits for
   * the next run.
   */
  readonly startedAt: Instant;
  /** Milliseconds since the run began. */
  readonly elapsedMs: () => number;
  readonly onFailure: SweepDeps['onFailure'];
  readonly state: {
    /** It becomes false if a part fails, does not finish its work, or cannot begin in time. */
    complete: boolean;
    /** The number of parts that have failed so far. */
    failed: number;
  };
};

/** Begins a run. Its time is measured from this call. */
export function beginRun(deps: SweepDeps): SweepRun {
  const { store, onFailure } = deps;
  const startedMs = deps.monotonic();
  const elapsedMs = () => deps.monotonic() - startedMs;
  return {
    store,
    startedAt: deps.now(),
    elapsedMs,
    isTimeUp: () => elapsedMs() >= deps.budgetSeconds * 1_000,
    onFailure,
    state: { complete: true, failed: 0 },
  };
}
