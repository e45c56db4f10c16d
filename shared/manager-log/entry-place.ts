import type { Instant } from '#shared/base/time/instant.ts';

/**
 * The place of an entry in the log line of its request. At that moment it is the last entry of its
 * chain. With copies of those lines somebody can prove that an entry, and all earlier entries in
 * the chain, are unchanged. It contains nothing personal.
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
