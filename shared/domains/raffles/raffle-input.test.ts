import { expect, test } from 'vitest';
import { raffleInput } from './raffle-input.ts';

const raffle = { name: 'Sommer', policy: 'once', kind: 'instant_win' };
const prizes = [{ id: 'ball', quantity: 1 }];

test('a chance slightly above 1, from rounding, counts as 1; a chance of 0 or less, or clearly above 1, is refused', () => {
  const read = (chance: number) => raffleInput.safeParse({ ...raffle, prizes, chance });
  expect(read(1.0000001).data?.chance).toBe(1);
  expect(read(0.1 + 0.2).data?.chance).toBe(0.1 + 0.2);
  for (const chance of [1.001, 0, -1e-7]) expect(read(chance).success).toBe(false);
});
