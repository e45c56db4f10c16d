import { expect, test } from 'vitest';
import { runHistory } from './run-history.ts';
import { planHistory } from './steps/plan-history.ts';

test('in a simulated quarter of a year with crashes, outages, restores and wrong clocks, no record is lost early or kept too long', {
  timeout: 600_000,
}, async () => {
  const { violation, counts } = await runHistory(planHistory(2, 90, 1));
  expect(violation).toBeUndefined();
  const happened = [...counts.keys()];
  for (const what of [
    'erase person',
    'restore',
    'keys away',
    'rotate key',
    'choose retention',
    'check: boundary',
    'check: receipt of a day',
    'check: stolen copy',
  ])
    expect(happened).toContain(what);
});
