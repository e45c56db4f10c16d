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
 * An hour is sealed when five minutes have passed since its end. By then all commits with entries
 * of the hour have ended, even if the clocks of processes differ.
 */
export const sealMarginMicros = 300 * microsPerSecond;

export type SealDeps = SweepDeps & SealHourDeps;

/** The result of a seal run. */
export type SealReport = SweepReport & {
  readonly sealed: number;
  /** How many seconds before the run the oldest hour became due. Null if no hour was due. */
  readonly oldest_overdue_seconds: number | null;
};

/**
 * Seals the hours (UTC) of all tenants, the oldest first. An hour is sealed if it has entries and
 * ended at least five minutes ago.
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
