import { expect, test } from 'vitest';
import { nextQuestion, plantsFor, readAnswer } from './dialogue.ts';

test('the chat asks the first question that has no answer yet; when every question has an answer, it asks nothing', () => {
  expect(nextQuestion({})).toBe('vorname');
  expect(nextQuestion({ vorname: 'Ada', flaeche: 2 })).toBe('lieblingsblume');
  expect(nextQuestion({ vorname: 'Ada', flaeche: 2, lieblingsblume: 'Akelei' })).toBeUndefined();
});

test('a size is a number from 1 to 10000, with a decimal comma or a decimal point', () => {
  const read = (text: string) => readAnswer('flaeche', text);
  expect(['2,5', '2.5', '1', '10000'].map(read)).toEqual([2.5, 2.5, 1, 10_000]);
  expect(['', '0', '-1', '10001', 'groß', 'NaN'].map(read)).toEqual(Array(6).fill(undefined));
});

test('a name of only spaces is not accepted; spaces around a name are removed', () => {
  expect([readAnswer('vorname', '  '), readAnswer('vorname', ' Ada ')]).toEqual([undefined, 'Ada']);
});

test('the number of plants is rounded up to a whole number', () => {
  expect(plantsFor({ flaeche: 2.4 })).toBe(15);
});
