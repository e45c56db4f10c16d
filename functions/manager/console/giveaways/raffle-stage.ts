import type { Raffle } from '#shared/client/schemas.ts';

/** Whether a raffle has not begun, runs, or is over, and the instant at which it begins or ends. */
export function stageOf({ starts_at, ends_at }: Pick<Raffle, 'starts_at' | 'ends_at'>, now: Date) {
  if (Date.parse(starts_at) > now.getTime()) return { name: 'coming', at: starts_at } as const;
  if (Date.parse(ends_at) > now.getTime()) return { name: 'running', at: ends_at } as const;
  return { name: 'over', at: ends_at } as const;
}
