import { expect, test } from 'vitest';
import { portionsOf } from './portions.ts';
import { createProgress } from './progress.ts';

async function* linesUpTo(count: number) {
  for (let at = 1; at <= count; at += 1) yield String(at);
}

test('a file is sent in portions of 100 lines, each with the number of its first line', async () => {
  const portions = [];
  for await (const { first, body } of portionsOf(linesUpTo(250), 1))
    portions.push([first, body.split('\n').length, body.split('\n')[0]]);
  expect(portions).toEqual([
    [1, 100, '1'],
    [101, 100, '101'],
    [201, 50, '201'],
  ]);
});

test('an import continues at a given line', async () => {
  const portions = [];
  for await (const portion of portionsOf(linesUpTo(5), 4)) portions.push(portion);
  expect(portions).toEqual([{ first: 4, body: '4\n5' }]);
});

test('a rejected line is reported by its number in the file, and the expected end is calculated from the pace so far', () => {
  let now = 0;
  const progress = createProgress(1_000, () => now);
  now = 10_000;
  const counts = { lines: 100, imported: 99, rejected: 1 };
  const rejections = [{ line: 3, field: 'email_aes', rule: 'opens to a valid value' }];
  expect(progress.add({ ...counts, rejections }, 101, 249)).toEqual([
    'line 103: email_aes: opens to a valid value',
    '25 %: 100 lines, 99 imported, 0 kept, 0 present, 0 expired, 1 rejected; about 30 s left',
  ]);
  expect(progress.isWhole()).toBe(false);
});
