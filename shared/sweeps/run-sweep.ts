import { beginRun, type SweepDeps, type SweepRun } from './sweep-run.ts';

/**
 * The result of a run, to which each sweep adds its own counts. The task sends this result as its
 * answer and also logs it. So the result contains only counts.
 */
export type SweepReport = {
  /** True if all work that was due when the run began is done. */
  readonly complete: boolean;
  /** The number of parts of the work that failed. The next run repeats them. */
  readonly failed: number;
  readonly duration_ms: number;
};

/**
 * Runs a sweep: scheduled work with a time limit. The next run finds the work that remains. A sweep
 * must follow the rules below. Then it does no harm if a run is killed at any instant or repeated,
 * or if two runs work at the same time:
 *
 * 1. A query of stored data finds the work. No run stores a position for the next run, except
 * `rekey`. `purge` stores which collections the next run searches more thoroughly.
 *
 * 2. If a document leads the sweep to other documents, the sweep deletes the leading document last:
 * a record after its marks and links, a decision after all its work.
 *
 * 3. If other processes may change a document, the sweep changes or deletes the document only if it
 * has not changed since the sweep found it. The sweep creates a document only if the document does
 * not exist. After a conflict the document stays unchanged and is not counted. Work that depends on
 * this document waits for the next run.
 *
 * 4. The new state depends on stored data and decisions, not on the number of runs.
 *
 * 5. Changes that readers must see together are one commit.
 * @param sweep the work, in steps of `runUnits` and `runFound`; its result becomes part of the
 * report
 * @throws the errors that `sweep` throws outside its units
 */
export async function runSweep<C extends object>(
  deps: SweepDeps,
  sweep: (run: SweepRun) => Promise<C>,
): Promise<SweepReport & C> {
  const run = beginRun(deps);
  const counts = await sweep(run);
  return { ...run.state, ...counts, duration_ms: Math.round(run.elapsedMs()) };
}
