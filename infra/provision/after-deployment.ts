import type { Step } from './step.ts';
import type { Addresses } from './steps/schedule-jobs.ts';

/**
 * Returns a step like `step`. The returned step waits, and changes nothing, until all functions in
 * `needed` are deployed.
 */
export function afterDeployment(
  findAddresses: () => Promise<Addresses>,
  needed: readonly string[],
  step: Step,
): Step {
  return {
    title: step.title,
    followsDeployment: true,
    async plan() {
      const addresses = await findAddresses();
      const missing = needed.filter((name) => !addresses.has(name));
      if (missing.length === 0) return step.plan();
      const difference = `not deployed yet: ${missing.join(', ')}`;
      return [{ kind: 'waits', of: step.title.toLowerCase(), difference }];
    },
  };
}
