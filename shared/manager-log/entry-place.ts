import type { Instant } from '#shared/base/time/instant.ts';

/**
 * Where an entry stands, as the log line of its request names it: the head of its chain at that moment. Whoever keeps
 * those lines elsewhere can show an entry, and all that it follows, to be as it was. Holds nothing personal.
 */
export type EntryPlace = {
  readonly tenant: string;
  readonly chain: string;
  readonly seq: number;
  readonly hash: string;
  /** Microseconds since the epoch, as in a seal. */
  readonly created_at: Instant;
  readonly due_at: Instant;
};
