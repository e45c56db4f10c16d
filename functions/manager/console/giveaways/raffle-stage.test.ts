import { expect, it } from 'vitest';
import { stageOf } from './raffle-stage.ts';

const raffle = { starts_at: '2026-03-01T10:00:00Z', ends_at: '2026-03-08T10:00:00Z' };

it.each([
  ['2026-03-01T09:59:59Z', 'coming', raffle.starts_at],
  ['2026-03-01T10:00:00Z', 'running', raffle.ends_at],
  ['2026-03-08T09:59:59Z', 'running', raffle.ends_at],
  ['2026-03-08T10:00:00Z', 'over', raffle.ends_at],
])('at %s a raffle is %s', (now, name, at) => {
  expect(stageOf(raffle, new Date(now))).toEqual({ name, at });
});
