import { runSweep, type SweepReport } from '../run-sweep.ts';
import type { SweepDeps } from '../sweep-run.ts';
import { beginDay } from './begin-day.ts';
import { type CloseDeps, closeDays } from './close-days.ts';

export type RunExpiryDeps = SweepDeps & CloseDeps;

/** What a run on the days' expiry did. */
export type ExpiryReport = SweepReport & {
  /** Days of tenants whose receipts were issued. */
  readonly closed: number;
  /** Tenants for which it was counted what is due today. */
  readonly counted: number;
};

/**
 * Issues the receipts of days that are over, and counts what is due on the day (UTC) that has begun: signed, so that no
 * deletion changes the numbers. Reads no record: only counts and the names of data keys.
 */
export function runExpiry(deps: RunExpiryDeps): Promise<ExpiryReport> {
  return runSweep(deps, async (run) => {
    const closed = await closeDays(deps, run);
    return { closed, counted: await beginDay(deps, run) };
  });
}
