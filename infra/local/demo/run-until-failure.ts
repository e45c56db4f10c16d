import type { DemoSteps } from './demo-progress.ts';

/**
 * Runs tasks in their order, `parallel` at the same time, until the demo is stopped. A failed task
 * stops the demo, so other calls of this function also begin no further task. The call with the
 * failed task waits for its running tasks, and then rejects with the first error. So none of its
 * tasks writes anything after this rejection. Tasks of other calls may still be running:
 * {@link waitForCalls} waits for these too.
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

/**
 * Waits until all calls have ended. Then nothing writes any more, and the stack can export its
 * data.
 * @throws the error of the first failed call in the list
 */
export async function waitForCalls(calls: readonly Promise<void>[]): Promise<void> {
  const ended = await Promise.allSettled(calls);
  const failed = ended.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}
