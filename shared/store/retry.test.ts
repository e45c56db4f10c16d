import { expect, test } from 'vitest';
import { retryOnConflict } from './retry.ts';
import { WriteConflict } from './store.ts';

function createDeps() {
  const pauses: number[] = [];
  const sleep = async (milliseconds: number) => void pauses.push(milliseconds);
  return { deps: { random: () => 1, sleep }, pauses };
}

/**
 * Makes an attempt that first fails `times` times with a conflict, and then succeeds. `runs`
 * contains the number of each run.
 */
function losing(times: number) {
  const runs: number[] = [];
  const attempt = async (number: number) => {
    runs.push(number);
    if (runs.length <= times) throw new WriteConflict('conflict');
    return 'done';
  };
  return { attempt, runs };
}

test('after the first conflict a writer tries again at once, and later after pauses that double up to 400 ms', async () => {
  const { deps, pauses } = createDeps();
  const { attempt, runs } = losing(8);
  expect(await retryOnConflict(deps, attempt)).toBe('done');
  expect(runs).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(pauses).toEqual([30, 60, 120, 240, 400, 400, 400]);
});

test('pauses have jitter', async () => {
  const { deps, pauses } = createDeps();
  await retryOnConflict({ ...deps, random: () => 0.25 }, losing(3).attempt);
  expect(pauses).toEqual([7.5, 15]);
});

test('after twelve conflicts a writer gets an error; all pauses together take at most about 3 s', async () => {
  const { deps, pauses } = createDeps();
  const { attempt, runs } = losing(12);
  await expect(retryOnConflict(deps, attempt)).rejects.toMatchObject({ code: 'contention' });
  expect(runs).toHaveLength(12);
  expect(pauses).toHaveLength(10);
  expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBeLessThan(2_900);
});

test('an error that is no conflict is thrown at once', async () => {
  const { deps } = createDeps();
  let runs = 0;
  const failing = async () => {
    runs += 1;
    throw new Error('database gone');
  };
  await expect(retryOnConflict(deps, failing)).rejects.toThrow('database gone');
  expect(runs).toBe(1);
});
