import { describe, expect, test } from 'vitest';
import { plants } from './defects/plants.ts';
import { runHistory } from './run-history.ts';
import { shrinkHistory } from './shrink-history.ts';
import { planHistory } from './steps/plan-history.ts';

const history = planHistory(2, 90, 1);

describe('the simulator', { timeout: 900_000 }, () => {
  test('finds no violation in the product itself, in the same history in which it finds the planted defects', async () => {
    expect((await runHistory(history)).violation).toBeUndefined();
  });

  test.each(plants)('finds that $name', async (plant) => {
    expect((await runHistory(history, plant)).violation).toBeDefined();
  });

  test('shortens a history that fails, and the shorter history fails in the same way', async () => {
    const [plant] = plants;
    const tenDays = planHistory(1, 10, 2);
    const { violation } = await runHistory(tenDays, plant);
    const short = await shrinkHistory(tenDays, violation?.text ?? '', { plant, triesMax: 120 });
    expect(short.steps.length).toBeLessThan(12);
    const again = await runHistory(JSON.parse(JSON.stringify(short)), plant);
    expect(again.violation?.text).toContain('is still stored');
  });
});
