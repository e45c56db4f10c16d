import type { DemoSteps } from './demo-progress.ts';

/**
 * Runs tasks in their order, a few at the same time, until the demo is told to stop. If a task
 * fails, no other task of the demo begins. The call rejects with the first error when its running
 * tasks have ended, so none of them writes later.
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
