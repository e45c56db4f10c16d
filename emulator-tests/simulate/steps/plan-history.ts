import { planDay } from './plan-day.ts';
import type { History } from './step.ts';

/** Plans the history that belongs to a seed. */
export function planHistory(seed: number, days: number, tenants: number): History {
  const steps = Array.from({ length: days }, (_, day) => planDay(seed, day, tenants)).flat();
  return { seed, tenants, days, steps };
}
