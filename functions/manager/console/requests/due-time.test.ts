import { expect, test } from 'vitest';
import { dueTimeOf } from './due-time.ts';

const open = { state: 'open', received: '2026-11-01', due: '2026-12-01', days_left: 15 };

test('the ring is half full after half of the days', () => {
  expect(dueTimeOf(open)).toEqual({ share: 0.5, tone: 'good', daysLeft: 15 });
});

test('an overdue request has a full ring, and is as urgent as one that is soon due', () => {
  const late = { ...open, state: 'overdue', days_left: -3 };
  expect(dueTimeOf(late)).toEqual({ share: 1, tone: 'attention', daysLeft: -3 });
  expect(dueTimeOf({ ...open, state: 'due_soon', days_left: 2 }).tone).toBe('attention');
});

test('the time stops while the person must answer, and when the request is closed', () => {
  const still = { share: 0, tone: 'neutral', daysLeft: null };
  expect(dueTimeOf({ ...open, state: 'waiting', due: null, days_left: null })).toEqual(still);
  expect(dueTimeOf({ ...open, state: 'completed', days_left: null })).toEqual(still);
});

test('a request that is due on the day of its receipt has a full ring', () => {
  expect(dueTimeOf({ ...open, due: '2026-11-01', days_left: 0 }).share).toBe(1);
});
