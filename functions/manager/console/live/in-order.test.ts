import { expect, it } from 'vitest';
import { inOrder } from './in-order.ts';

const at = (id: string, second: number) => ({
  id,
  created_at: `2026-03-01T10:00:0${second}.000Z`,
});

it('the oldest message comes first, also among messages of one millisecond', () => {
  const newestFirst = [at('late', 2), at('third', 1), at('second', 1), at('first', 1)];
  const ids = inOrder(newestFirst).map(({ id }) => id);
  expect(ids).toEqual(['first', 'second', 'third', 'late']);
});

it('an older message that was stored late is put before the newer ones', () => {
  const ids = inOrder([at('b', 1), at('c', 2), at('a', 0)]).map(({ id }) => id);
  expect(ids).toEqual(['a', 'b', 'c']);
});
