import { KeyServiceUnavailable } from '#shared/vault/key-wrapper.ts';
import type { SweepRun } from '../sweep-run.ts';

/**
 * The number of failed calls after which the run assumes an outage. A single failed call does not
 * prove an outage.
 */
const failuresMax = 3;

/**
 * Returns a run that begins no more work during an outage of the key service. All further work
 * needs keys. So each further part would also wait, fail, and write a line to the log. The next run
 * does this work.
 */
export function untilOutage(run: SweepRun): SweepRun {
  let failures = 0;
  return {
    ...run,
    isTimeUp: () => failures >= failuresMax || run.isTimeUp(),
    onFailure(error) {
      if (error instanceof KeyServiceUnavailable) failures += 1;
      run.onFailure(error);
    },
  };
}
