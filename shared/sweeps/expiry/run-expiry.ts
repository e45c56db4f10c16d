import { runSweep, type SweepReport } from '../run-sweep.ts';
import type { SweepDeps } from '../sweep-run.ts';
import { beginDay } from './begin-day.ts';
import { type CloseDeps, closeDays } from './close-days.ts';

export type RunExpiryDeps = SweepDeps & CloseDeps;

/** The report of a run that issues the receipts of days. */
export type ExpiryReport = SweepReport & {
  /** How many receipts of days this run issued. */
  readonly closed: number;
  /** The number of tenants for which this run has counted the records that are due today. */
  readonly counted: number;
};

/**
 * Issues the receipts of past days, and counts the records that are due on the new day (UTC). The
 * counts are signed, and later deletions do not change them. The run reads no record. It counts
 * records, and reads the documents of data keys.
 */
export function runExpiry(deps: RunExpiryDeps): Promise<ExpiryReport> {
  return runSweep(deps, async (run) => {
    const closed = await closeDays(deps, run);
    return { closed, counted: await beginDay(deps, run) };
  });
}
