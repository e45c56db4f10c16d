import { expect, test } from 'vitest';
import { dropEqual, mergeList } from './merge-edits.ts';

test('an edit that is stored or taken back is dropped, and the other edits stay', () => {
  expect(dropEqual({ rewards: false, coupon: true }, { rewards: false, coupon: false })).toEqual({
    coupon: true,
  });
  expect(dropEqual<{ zone?: string; region?: string }>({ zone: 'UTC' }, { region: 'AT' })).toEqual({
    zone: 'UTC',
  });
});

const [one, two, three] = ['https://one.example', 'https://two.example', 'https://three.example'];

test('without an edit a form shows the stored list', () => {
  expect(mergeList(undefined, [one, two])).toBe(`${one}\n${two}`);
});

test('while the stored list stays the same, the text of the user stays as it was typed', () => {
  expect(mergeList({ text: `${two}  \n${one}\nhttps://t`, shown: [one, two] }, [two, one])).toBe(
    `${two}  \n${one}\nhttps://t`,
  );
});

test('if another owner has changed the list, the text contains the changes of both', () => {
  const added = { text: `${one}\n${two}`, shown: [one] };
  expect(mergeList(added, [one, three])).toBe(`${one}\n${three}\n${two}`);
  expect(mergeList(added, [three])).toBe(`${three}\n${two}`);
  expect(mergeList(added, [one, two])).toBe(`${one}\n${two}`);
  const removed = { text: two, shown: [one, two] };
  expect(mergeList(removed, [one, two, three])).toBe(`${two}\n${three}`);
  expect(mergeList(removed, [one])).toBe('');
});
