import type { DemoSteps } from './demo-progress.ts';

/**
 * Runs tasks in their order, a few at the same time, until they are told to stop. If a task fails,
 * the call rejects with its error at once.
 */
export async function runLimited(
  tasks: readonly (() => Promise<void>)[],
  parallel: number,
  steps: DemoSteps,
): Promise<void> {
  const queue = tasks.values();
  const work = async () => {
    for (const task of queue) {
      if (steps.isStopped) return;
      await task();
      steps.finish(1);
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
}
