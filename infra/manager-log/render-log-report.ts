import { formatInstant } from '#shared/base/time/instant.ts';
import { logProblems } from '#shared/manager-log/verification/log-problem.ts';
import type { LogReport } from '#shared/manager-log/verification/verify-log.ts';

/**
 * The report lists at most this many problems. They are enough to show that a log was changed in
 * many places.
 */
const problemsShown = 100;

/** Writes the report about a tenant's log as lines of text. The problems come last. */
export function renderLogReport(report: LogReport): string[] {
  const {
    tenant,
    entries,
    blanked,
    writers,
    unsealedHours,
    latestSeal,
    cuts,
    sealedEarly,
    problems,
  } = report;
  const seal =
    latestSeal === null
      ? 'no seal'
      : `latest seal ${latestSeal.number} of ${latestSeal.hour}, SHA-256 ${latestSeal.hash}`;
  const unsealed = unsealedHours.length === 0 ? '' : `: ${unsealedHours.join(', ')}`;
  const left = problems.length - problemsShown;
  return [
    `${tenant}: ${problems.length === 0 ? 'whole' : 'DEFECTIVE'}`,
    `  ${entries} entries by ${writers} writers; erasures have blanked ${blanked} of these entries`,
    `  ${report.sealedHours} hours sealed, ${unsealedHours.length} not yet${unsealed}`,
    `  ${seal}`,
    `  ${report.witnessed} entries and seals compared with log lines`,
    ...cuts.map(
      ({ upTo, days }) =>
        `  entries until ${formatInstant(upTo)}: their retention was shortened to ${days} days`,
    ),
    ...sealedEarly.map(
      ({ hour, later }) =>
        `  ${hour} was sealed before its end, because a clock was ahead; no seal covers its ${later} later entries`,
    ),
    ...problems
      .slice(0, problemsShown)
      .map(
        ({ code, hour, place }) =>
          `  ! ${hour ?? 'no hour'}, ${place}: ${logProblems[code]} (${code})`,
      ),
    ...(left > 0 ? [`  ! and ${left} more`] : []),
  ];
}
