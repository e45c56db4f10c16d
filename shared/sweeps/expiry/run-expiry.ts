import { runSweep, type SweepReport } from '../run-sweep.ts';
import type { SweepDeps } from '../sweep-run.ts';
import { beginDay } from './begin-day.ts';
import { type CloseDeps, closeDays } from './close-days.ts';

export type RunExpiryDeps = SweepDeps & CloseDeps;

/** The result of a run for the receipts of days. */
export type ExpiryReport = SweepReport & {
  /** Days of tenants whose receipts were issued. */
  readonly closed: number;
  /** Tenants whose records due today were counted. */
  readonly counted: number;
};

/**
 * Issues the receipts of past days, and counts the records that are due on the new day (UTC). The
 * counts are signed, so that no deletion changes them. It reads no record: only counts and the
 * names of data keys.
 */
export function runExpiry(deps: RunExpiryDeps): Promise<ExpiryReport> {
  return runSweep(deps, async (run) => {
    const closed = await closeDays(deps, run);
    return { closed, counted: await beginDay(deps, run) };
  });
}
