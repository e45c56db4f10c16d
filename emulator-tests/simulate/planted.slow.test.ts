import { describe, expect, test } from 'vitest';
import { plants } from './defects/plants.ts';
import { runHistory } from './run-history.ts';
import { shrinkHistory } from './shrink-history.ts';
import { planHistory } from './steps/plan-history.ts';

const seeds = [1, 2, 3];
const days = 60;

describe('the simulator', { timeout: 900_000 }, () => {
  test.each(seeds)('finds nothing in the product under seed %i', async (seed) => {
    expect((await runHistory(planHistory(seed, days, 2))).violation).toBeUndefined();
  });

  test.each(plants)('finds that $name', async (plant) => {
    const found = [];
    for (const seed of seeds) {
      const { violation } = await runHistory(planHistory(seed, days, 2), plant);
      if (violation === undefined) continue;
      found.push(seed);
      break;
    }
    expect(found).toHaveLength(1);
  });

  test('makes a failing history short, and it fails in the same way when it is lived again', async () => {
    const [plant] = plants;
    const history = planHistory(1, 10, 2);
    const { violation } = await runHistory(history, plant);
    const short = await shrinkHistory(history, violation?.text ?? '', { plant, triesMax: 120 });
    expect(short.steps.length).toBeLessThan(12);
    const again = await runHistory(JSON.parse(JSON.stringify(short)), plant);
    expect(again.violation?.text).toContain('is still stored');
  });
});
