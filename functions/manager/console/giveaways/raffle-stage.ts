import type { Raffle } from '#shared/client/schemas.ts';

/** Returns the stage of a raffle (not begun, running, over), and when the raffle begins or ends. */
export function stageOf({ starts_at, ends_at }: Pick<Raffle, 'starts_at' | 'ends_at'>, now: Date) {
  if (Date.parse(starts_at) > now.getTime()) return { name: 'coming', at: starts_at } as const;
  if (Date.parse(ends_at) > now.getTime()) return { name: 'running', at: ends_at } as const;
  return { name: 'over', at: ends_at } as const;
}
