import type { Raffle } from '#shared/client/schemas.ts';

/** Whether a raffle is to come, runs, or is over; with the instant that it counts down to, or ended at. */
export function stageOf({ starts_at, ends_at }: Pick<Raffle, 'starts_at' | 'ends_at'>, now: Date) {
  if (Date.parse(starts_at) > now.getTime()) return { name: 'coming', at: starts_at } as const;
  if (Date.parse(ends_at) > now.getTime()) return { name: 'running', at: ends_at } as const;
  return { name: 'over', at: ends_at } as const;
}
