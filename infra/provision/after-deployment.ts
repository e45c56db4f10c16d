import type { Step } from './step.ts';
import type { Addresses } from './steps/schedule-jobs.ts';

/**
 * Returns `step` with a condition. While a function in `needed` is not deployed, the plan contains
 * no change, and says only that the step waits. After that, the plan is the plan of `step`.
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
