import type { Instant } from '#shared/base/time/instant.ts';

/**
 * Where an entry stands, as the log line of its request names it: the head of its chain at that
 * moment. Whoever keeps those lines elsewhere can prove that an entry, and all entries before it
 * in the chain, are unchanged. It holds nothing personal.
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
