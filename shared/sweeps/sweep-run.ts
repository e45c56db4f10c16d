import type { Clock } from '#shared/base/time/clock.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import type { Store } from '#shared/store/store.ts';
import type { PageDeps } from './work-through-pages.ts';

/** The dependencies of every sweep. */
export type SweepDeps = {
  readonly store: Store;
  readonly now: Clock;
  /** Milliseconds, for the budget. */
  readonly monotonic: () => number;
  /** After this many seconds the run starts neither a unit nor a page. */
  readonly budgetSeconds: number;
  /** Called at once with the error of each failed part. */
  readonly onFailure: (error: unknown) => void;
};

/** One run of a sweep: the facts for its parts, and their additions to the report. */
export type SweepRun = PageDeps & {
  /** This run does the work that was due by then; the next run does later work. */
  readonly startedAt: Instant;
  /** Milliseconds since the run began. */
  readonly elapsedMs: () => number;
  readonly onFailure: SweepDeps['onFailure'];
  readonly state: {
    /** Whether every unit so far was begun and completed all its work. */
    complete: boolean;
    /** Parts that failed so far. */
    failed: number;
  };
};

/** Begins a run: its time counts from now on. */
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
