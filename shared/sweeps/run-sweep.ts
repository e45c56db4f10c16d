import { beginRun, type SweepDeps, type SweepRun } from './sweep-run.ts';

/**
 * The result of a run, with the sweep's own counts. It is the answer of the task, and its log line.
 * It contains only counts.
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
 * must follow these rules. Then it does no harm to kill the sweep at any instant, to repeat it, or
 * to run it twice at the same time:
 *
 * 1. A query of stored data finds the work. No run stores a position for the next run, except
 * `rekey`.
 * 2. If one document leads the sweep to other documents, the sweep deletes that one last: a record
 * after its marks and links, a decision after all its work.
 * 3. If others may change a document, the sweep changes or deletes it only if it has not changed
 * since it was found. It creates a document only if the document does not exist. After a conflict
 * the document stays unchanged and is not counted. Work that depends on it waits for the next run.
 * 4. The new state depends on stored data and decisions, not on the number of runs.
 * 5. Changes that readers must see together are one commit.
 * @param sweep the work, in steps of `runUnits` and `runFound`; its result becomes part of the
 * report
 * @throws what `sweep` throws outside its units
 */
export async function runSweep<C extends object>(
  deps: SweepDeps,
  sweep: (run: SweepRun) => Promise<C>,
): Promise<SweepReport & C> {
  const run = beginRun(deps);
  const counts = await sweep(run);
  return { ...run.state, ...counts, duration_ms: Math.round(run.elapsedMs()) };
}
