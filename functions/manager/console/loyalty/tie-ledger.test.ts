import { expect, it } from 'vitest';
import type { LoyaltyLedgerEntry } from '#shared/client/schemas.ts';
import { spentBy, takenFrom } from './tie-ledger.ts';

const entry = (id: string, coins: number, more: Partial<LoyaltyLedgerEntry> = {}) => ({
  id,
  coins,
  reason: 'test',
  created_at: '2026-03-01T10:00:00.000Z',
  expires_at: '2026-08-28T10:00:00.000Z',
  ...more,
});
const taken_from = [
  { id: 'gone', coins: 1 },
  { id: 'a', coins: 2 },
];
const [earned, spent] = [entry('a', 10, { coins_left: 8 }), entry('s', -3, { taken_from })];

it('a spending is linked to each earning that it used; the link to a deleted earning has no entry', () => {
  expect(takenFrom(spent, [spent, earned])).toEqual([
    { coins: 1, other: undefined },
    { coins: 2, other: earned },
  ]);
});

it('an earning is linked to the spendings that used it, and to no others', () => {
  expect(spentBy(earned, [spent, earned])).toEqual([{ coins: 2, other: spent }]);
  expect(spentBy(entry('b', 5), [spent, earned])).toEqual([]);
});

it('if a spending names no earnings, its links are undefined', () => {
  expect(takenFrom(entry('s', -3), [earned])).toBeUndefined();
});
