import { microsPerSecond } from '#shared/base/time/instant.ts';
import { endOfHour } from '#shared/manager-log/log-hour.ts';
import { overdueSeconds } from '../overdue-seconds.ts';
import { runSweep, type SweepReport } from '../run-sweep.ts';
import { runUnits } from '../run-units.ts';
import { sumOf } from '../sum-of.ts';
import type { SweepDeps } from '../sweep-run.ts';
import { findMarkedHours } from './find-marked-hours.ts';
import { type SealHourDeps, sealHour } from './seal-hour.ts';

/**
 * The time from the end of an hour to its sealing. By then all commits of the hour have ended, even
 * if the clocks of processes differ.
 */
export const sealMarginMicros = 300 * microsPerSecond;

export type SealDeps = SweepDeps & SealHourDeps;

/** The result of a seal run. */
export type SealReport = SweepReport & {
  readonly sealed: number;
  /**
   * For how long the oldest unsealed hour had been due at the run's start. Null if there was no
   * such hour.
   */
  readonly oldest_overdue_seconds: number | null;
};

/**
 * Seals every hour (UTC) that ended five minutes ago or earlier and that has entries, of every
 * tenant, the oldest first.
 */
export function runSeal(deps: SealDeps): Promise<SealReport> {
  return runSweep(deps, async (run) => {
    const hours = await findMarkedHours(run, deps.purgeShards, run.startedAt - sealMarginMicros);
    // The hours are sealed one after the other, because the seals of a tenant are a chain.
    const seals = await runUnits(run, hours, async (hour) => ({
      complete: true,
      sealed: (await sealHour(deps, hour)) ? 1 : 0,
    }));
    return {
      sealed: sumOf(seals, 'sealed'),
      oldest_overdue_seconds: overdueSeconds(
        run,
        hours.map(({ hour }) => endOfHour(hour) + sealMarginMicros),
      ),
    };
  });
}
