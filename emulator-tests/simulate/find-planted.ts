import { runHistory } from './run-history.ts';
import { planHistory } from './steps/plan-history.ts';
import type { Plant } from './world/plant.ts';

/** How a planted defect was found. */
export type Found = { readonly seed: number; readonly day: number; readonly text: string };

/** Lives histories with a planted defect until one is violated. */
export async function findPlanted(
  plant: Plant,
  seeds: readonly number[],
  days: number,
): Promise<Found | undefined> {
  for (const seed of seeds) {
    const { violation } = await runHistory(planHistory(seed, days, 2), plant);
    if (violation !== undefined) return { seed, day: violation.day, text: violation.text };
  }
  return undefined;
}
