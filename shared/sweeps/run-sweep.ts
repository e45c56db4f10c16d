import { beginRun, type SweepDeps, type SweepRun } from './sweep-run.ts';

/** What a run did: the answer of its task and its log line, with the sweep's own counts. Holds counts only. */
export type SweepReport = {
  /** Whether nothing is left of what was due when the run began. */
  readonly complete: boolean;
  /** Parts of the work that met an error; the next run does them. */
  readonly failed: number;
  readonly duration_ms: number;
};

/**
 * Runs a sweep: work that a schedule begins, that is bounded in time, and whose rest the next run finds. It may be
 * killed at any instant, run twice, or run twice at once, as long as it keeps to this:
 *
 * 1. A query of what is stored finds what there is to do. No run leaves a note of how far it came.
 * 2. What leads to the rest goes last: a record after what stands beside it, a decision after all that it asked for.
 * 3. What others may change is changed or deleted only in the version in which it was found, and created only where
 *    there is nothing. A conflict says that somebody was faster: the document stays as it is now, is not counted,
 *    and what depends on it waits for the next run.
 * 4. The new state follows from what is stored and from what was decided, never from how often the work was done.
 * 5. What must not be seen half done goes in one commit.
 *
 * @param sweep the work, in steps of `runUnits` and `runFound`; what it answers with stands in the report as it is
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
