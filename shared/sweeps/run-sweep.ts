import { beginRun, type SweepDeps, type SweepRun } from './sweep-run.ts';

/**
 * The result of a run: the answer of its task and its log line, with the sweep's own counts. It
 * contains only counts.
 */
export type SweepReport = {
  /** Whether all work that was due when the run began is done. */
  readonly complete: boolean;
  /** Parts of the work that met an error; the next run does them. */
  readonly failed: number;
  readonly duration_ms: number;
};

/**
 * Runs a sweep: scheduled work with a time limit, whose remaining part the next run finds. It may
 * be killed at any instant, run twice, or run twice at the same time, if it follows these rules: 1.
 * A query of stored data finds the work. No run stores its progress. 2. If the sweep needs a
 * document to find others, it deletes this document last: a record after its marks and links, a
 * decision after all its work. 3. A document that others may change is changed or deleted only in
 * the version in which it was found, and created only if it does not exist. After a conflict the
 * document does not change and is not counted. Work that depends on it waits for the next run. 4.
 * The new state depends on stored data and the decision, never on the number of runs. 5. Changes
 * that belong together are one commit.
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
