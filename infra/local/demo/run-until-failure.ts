import type { DemoSteps } from './demo-progress.ts';

/**
 * Runs tasks in their order, `parallel` at the same time, until the demo is stopped. A failed task
 * stops the demo, so other calls of this function also begin no further task. The call with the
 * failed task waits for its running tasks, and then rejects with the first error. So none of its
 * tasks writes anything after this rejection. Tasks of other calls may still be running.
 */
export async function runUntilFailure(
  tasks: readonly (() => Promise<void>)[],
  parallel: number,
  steps: DemoSteps,
): Promise<void> {
  const queue = tasks.values();
  const failures: unknown[] = [];
  const work = async () => {
    for (const task of queue) {
      if (steps.isStopped) return;
      try {
        await task();
        steps.finish(1);
      } catch (error) {
        failures.push(error);
        steps.stop();
      }
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
  if (failures.length > 0) throw failures[0];
}
