import { expect, test } from 'vitest';
import { DemoSteps } from './demo-progress.ts';
import { runUntilFailure, waitForCalls } from './run-until-failure.ts';

test('tasks begin in their order; no more than the allowed number run at the same time; finished tasks are counted', async () => {
  const steps = new DemoSteps();
  const begun: number[] = [];
  let [running, most] = [0, 0];
  const tasks = Array.from({ length: 9 }, (_, at) => async () => {
    begun.push(at);
    running += 1;
    most = Math.max(most, running);
    await new Promise((next) => setImmediate(next));
    running -= 1;
  });
  await runUntilFailure(tasks, 3, steps);
  expect([begun, most]).toEqual([[0, 1, 2, 3, 4, 5, 6, 7, 8], 3]);
  expect(steps.progress.done).toBe(9);
});

test('after a task has failed, neither its own call nor another call begins further tasks; its own call waits for the running tasks', async () => {
  const steps = new DemoSteps();
  const slow = Promise.withResolvers<void>();
  const begun: string[] = [];
  const other = Promise.withResolvers<void>();
  const beside = runUntilFailure(
    [() => other.promise, async () => void begun.push('beside')],
    1,
    steps,
  );
  const tasks = [
    () => slow.promise,
    () => Promise.reject(new Error('refused')),
    async () => void begun.push('later'),
  ];
  const ending = { isOver: false };
  const running = runUntilFailure(tasks, 2, steps).finally(() => {
    ending.isOver = true;
  });
  running.catch(() => undefined);
  for (let turn = 0; turn < 5; turn += 1) await new Promise((next) => setImmediate(next));
  expect([steps.isStopped, ending.isOver]).toEqual([true, false]);
  slow.resolve();
  await expect(running).rejects.toThrow('refused');
  other.resolve();
  await beside;
  expect([begun, steps.progress.done]).toEqual([[], 2]);
});

test('the first error of several failed tasks is thrown; after the demo was stopped, no task begins', async () => {
  const tasks = ['first', 'second'].map((text) => () => Promise.reject(new Error(text)));
  await expect(runUntilFailure(tasks, 2, new DemoSteps())).rejects.toThrow('first');
  const steps = new DemoSteps();
  steps.stop();
  await runUntilFailure(tasks, 2, steps);
  expect(steps.progress.done).toBe(0);
});

test('whoever waits for several calls gets an error only after the running tasks of all calls have ended', async () => {
  const steps = new DemoSteps();
  const slow = Promise.withResolvers<void>();
  const ending = { isOver: false };
  const waiting = waitForCalls([
    runUntilFailure([() => Promise.reject(new Error('refused'))], 1, steps),
    runUntilFailure([() => slow.promise], 1, steps),
  ]).finally(() => {
    ending.isOver = true;
  });
  waiting.catch(() => undefined);
  for (let turn = 0; turn < 5; turn += 1) await new Promise((next) => setImmediate(next));
  expect([steps.isStopped, ending.isOver]).toEqual([true, false]);
  slow.resolve();
  await expect(waiting).rejects.toThrow('refused');
});
