import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLocalClock } from './clock.ts';

const dayMs = 86_400_000;

beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2026, 0, 15, 12) }));
afterEach(() => void vi.useRealTimers());

test('a clock that was set back reports the latest time that it had shown, until it passes that time again', () => {
  const clock = createLocalClock();
  expect(clock.setBackFromMs()).toBeUndefined();
  const start = clock.nowMs();
  clock.setMs(start + 3 * dayMs);
  expect(clock.setBackFromMs()).toBeUndefined();
  vi.advanceTimersByTime(5_000);
  clock.setMs(start + dayMs);
  expect(clock.setBackFromMs()).toBe(start + 3 * dayMs + 5_000);
  clock.reset();
  expect(clock.setBackFromMs()).toBe(start + 3 * dayMs + 5_000);
  clock.setMs(start + 4 * dayMs);
  expect(clock.setBackFromMs()).toBeUndefined();
});
