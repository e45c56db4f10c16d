import { expect, test } from 'vitest';
import { LineRefused } from '#shared/sweeps/legacy/line.ts';
import { type Portion, portionsOf } from './portions.ts';
import { createProgress } from './progress.ts';

async function* each(lines: readonly (string | LineRefused)[]) {
  yield* lines;
}

const linesUpTo = (count: number) => each(Array.from({ length: count }, (_, at) => String(at + 1)));

async function collect(portions: AsyncIterable<Portion>): Promise<Portion[]> {
  const all: Portion[] = [];
  for await (const portion of portions) all.push(portion);
  return all;
}

test('a file is sent in portions of 100 lines, each with the number of its first line', async () => {
  const portions = await collect(portionsOf(linesUpTo(250), 1));
  expect(portions.map(({ first, body }) => [first, body.split('\n').length])).toEqual([
    [1, 100],
    [101, 100],
    [201, 50],
  ]);
  expect(portions.map(({ body }) => body.split('\n')[0])).toEqual(['1', '101', '201']);
});

test('a portion with long lines stays below 4 MiB', async () => {
  const long = 'ä'.repeat(1_000_000);
  const portions = await collect(portionsOf(each([long, long, long]), 1));
  expect(portions.map(({ first }) => first)).toEqual([1, 3]);
});

test('an import continues at a given line, and its first portion states how many bytes lie before this line', async () => {
  const portions = await collect(portionsOf(linesUpTo(5), 4));
  expect(portions).toEqual([{ first: 4, body: '4\n5', refused: [], begin: 6, end: 10 }]);
});

test('if a line cannot be sent, the progress gives its number in the file; the other lines keep their numbers', async () => {
  const lines = each(['1', new LineRefused('text in UTF-8'), '3']);
  const [portion, ...more] = await collect(portionsOf(lines, 1));
  if (portion === undefined || more.length > 0) throw new Error('there must be one portion');
  expect(portion.body).toBe('1\n\n3');
  const progress = createProgress(9, () => 0);
  const rejections = [{ line: 3, rule: 'one JSON object' }];
  expect(progress.add({ lines: 2, imported: 1, rejected: 1, rejections }, portion)).toEqual([
    'line 2: text in UTF-8',
    'line 3: one JSON object',
    expect.stringContaining('3 lines, 1 imported, 0 kept, 0 present, 0 expired, 2 rejected'),
  ]);
  expect(progress.isWhole()).toBe(false);
});

test('the progress names a rejected line by its number in the file, and estimates the remaining time from the pace so far', () => {
  let now = 0;
  const progress = createProgress(1_000, () => now);
  now = 10_000;
  const counts = { lines: 100, imported: 99, rejected: 1 };
  const rejections = [{ line: 3, field: 'email_aes', rule: 'opens to a valid value' }];
  const portion = { first: 101, refused: [], begin: 0, end: 250 };
  expect(progress.add({ ...counts, rejections }, portion)).toEqual([
    'line 103: email_aes: opens to a valid value',
    '25 %: 100 lines, 99 imported, 0 kept, 0 present, 0 expired, 1 rejected; about 30 s left',
  ]);
  expect(progress.isWhole()).toBe(false);
});

test('the last line of progress states no remaining time', () => {
  let now = 0;
  const progress = createProgress(1_000, () => now);
  now = 10_000;
  const portion = { first: 1, refused: [], begin: 0, end: 1_000 };
  expect(progress.add({ lines: 1, imported: 1 }, portion)).toEqual([
    '100 %: 1 lines, 1 imported, 0 kept, 0 present, 0 expired, 0 rejected',
  ]);
});

test('if an import begins in the middle of the file, the remaining time is estimated without the lines before this place', () => {
  let now = 0;
  const progress = createProgress(1_000, () => now);
  now = 10_000;
  const portion = { first: 501, refused: [], begin: 500, end: 750 };
  expect(progress.add({ lines: 1, imported: 1 }, portion)).toEqual([
    expect.stringMatching(/^75 %: .*; about 10 s left$/),
  ]);
});
