import { expect, test } from 'vitest';
import { MayflyProblem } from './mayfly-problem.ts';
import { repeatOnConflict } from './repeat-on-conflict.ts';

const conflict = new MayflyProblem(412, { code: 'precondition-failed' });

/** Runs work that fails once with each of these errors, and then succeeds. */
async function attempt(failures: readonly unknown[], attemptsMax = 5) {
  const pauses: number[] = [];
  let attempts = 0;
  const work = async () => {
    attempts += 1;
    if (attempts <= failures.length) throw failures[attempts - 1];
    return 'done';
  };
  const sleep = async (milliseconds: number) => void pauses.push(milliseconds);
  const doing = repeatOnConflict(work, { attemptsMax, sleep, random: () => 0.5 });
  const [outcome] = await Promise.allSettled([doing]);
  return { outcome, attempts, pauses };
}

test.each([
  ['a problem of Mayfly', conflict],
  ['an error whose `cause` is a problem of Mayfly', new Error('turn', { cause: conflict })],
  [
    'an error of a framework whose `error` is a problem of Mayfly',
    Object.assign(new Error('bot'), { error: conflict }),
  ],
  ['the problem `contention`', new MayflyProblem(503, { code: 'contention' })],
])(
  'work that fails with %s is repeated, and the longest possible pause doubles each time',
  async (_what, failure) => {
    expect(await attempt([failure, failure])).toEqual({
      outcome: { status: 'fulfilled', value: 'done' },
      attempts: 3,
      pauses: [10, 20],
    });
  },
);

test.each([
  [new Error('something else')],
  [new MayflyProblem(422, { code: 'validation-failed' })],
  ['a text'],
  [undefined],
])('work that fails for a reason other than a conflict is not repeated: %s', async (failure) => {
  const { outcome, attempts } = await attempt([failure]);
  expect([outcome, attempts]).toEqual([{ status: 'rejected', reason: failure }, 1]);
});

test('if work has a conflict in every attempt, its last error is thrown', async () => {
  const { outcome, attempts } = await attempt(Array.from({ length: 9 }, () => conflict));
  expect([outcome, attempts]).toEqual([{ status: 'rejected', reason: conflict }, 5]);
});
