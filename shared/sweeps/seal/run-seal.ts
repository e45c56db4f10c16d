import { microsPerSecond } from '#shared/base/time/instant.ts';
import { endOfDay } from '#shared/manager-log/log-day.ts';
import { overdueSeconds } from '../overdue-seconds.ts';
import { runSweep, type SweepReport } from '../run-sweep.ts';
import { runUnits } from '../run-units.ts';
import { sumOf } from '../sum-of.ts';
import type { SweepDeps } from '../sweep-run.ts';
import { findMarkedDays } from './find-marked-days.ts';
import { type SealDayDeps, sealDay } from './seal-day.ts';

/** A commit that was under way at midnight has landed by then. */
export const sealMarginMicros = 3_600 * microsPerSecond;

export type SealDeps = SweepDeps & SealDayDeps;

/** What a sealing did. */
export type SealReport = SweepReport & {
  readonly sealed: number;
  /** How long the oldest day that the run found unsealed had been due; null when none was. */
  readonly oldest_overdue_seconds: number | null;
};

/** Seals every day (UTC) that ended an hour ago or earlier, of every tenant with entries of it, oldest first. */
export function runSeal(deps: SealDeps): Promise<SealReport> {
  return runSweep(deps, async (run) => {
    const days = await findMarkedDays(run, deps.purgeShards, run.startedAt - sealMarginMicros);
    // One after the other: the seals of a tenant are a chain.
    const seals = await runUnits(run, days, async (day) => ({
      complete: true,
      sealed: (await sealDay(deps, day)) ? 1 : 0,
    }));
    return {
      sealed: sumOf(seals, 'sealed'),
      oldest_overdue_seconds: overdueSeconds(
        run,
        days.map(({ day }) => endOfDay(day) + sealMarginMicros),
      ),
    };
  });
}
