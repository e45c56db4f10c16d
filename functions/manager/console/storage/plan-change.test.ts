import { expect, it } from 'vitest';
import { countEarlier, isHarsh, planChange, wishOf } from './plan-change.ts';

const present = {
  destination: 'server',
  retention_days: null,
  effective_days: 30,
  pending: [],
} as const;
const same = wishOf(present);

it('no change is planned if the owner has changed nothing', () => {
  expect(planChange(present, 30, same)).toBeUndefined();
});

it('a change says what happens to stored records only if its new destination is not the server', () => {
  const off = { ...same, destination: 'off', existing: 'delete' } as const;
  expect(planChange(present, 30, off)).toEqual({ destination: 'off', existing: 'delete' });
  const stored = { ...present, destination: 'off' } as const;
  const back = { ...off, destination: 'server' } as const;
  expect(planChange(stored, 30, back)).toEqual({ destination: 'server' });
});

it('if the owner chooses the default number of days, the change removes the tenant’s own retention', () => {
  const short = { ...present, retention_days: 7, effective_days: 7 };
  expect(planChange(short, 30, { ...same, days: 30 })).toEqual({ retention_days: null });
  expect(planChange(present, 30, { ...same, days: 7 })).toEqual({ retention_days: 7 });
});

it('a change is harsh only if it shortens the retention or deletes stored records', () => {
  expect(isHarsh(present, { ...same, days: 29 })).toBe(true);
  expect(isHarsh(present, { ...same, destination: 'off', existing: 'delete' })).toBe(true);
  expect(isHarsh(present, { ...same, destination: 'off' })).toBe(false);
  expect(isHarsh(present, { ...same, days: 60 })).toBe(false);
});

it('records that expire earlier are counted, even if the total of deleted records is the same in the end', () => {
  const gone = [0, 7].map((in_days) => ({
    in_days,
    with_change: in_days,
    without_change: in_days,
  }));
  const at = (in_days: number, before: number, after: number) => ({
    in_days,
    without_change: before,
    with_change: after,
  });
  expect(countEarlier({ gone, curve: [at(0, 3, 3), at(3, 3, 0), at(7, 0, 0)] })).toBe(3);
  expect(countEarlier({ gone, curve: [at(0, 3, 3), at(3, 3, 5)] })).toBe(0);
});
