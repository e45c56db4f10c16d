import { describe, expect, test } from 'vitest';
import { plants } from './defects/plants.ts';
import { runHistory } from './run-history.ts';
import { shrinkHistory } from './shrink-history.ts';
import { planHistory } from './steps/plan-history.ts';

/** Three seeds, so that no defect is found only by chance. */
const histories = [2, 3, 5].map((seed) => planHistory(seed, 90, 3));

describe.each(histories)(
  'in the quarter of seed $seed the simulator',
  { timeout: 900_000 },
  (history) => {
    test('finds no violation in the product itself', async () => {
      expect((await runHistory(history)).violation).toBeUndefined();
    });

    test.each(plants)('reports a violation if $name', async (plant) => {
      expect((await runHistory(history, plant)).violation).toBeDefined();
    });
  },
);

describe('the simulator', { timeout: 900_000 }, () => {
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
