import type { Instant } from '#shared/base/time/instant.ts';

/**
 * The place of an entry, as the log line of its request states it. At that moment the entry is the
 * last one of its chain. Copies of such lines prove that an entry, and all earlier entries of the
 * chain, are unchanged. A place contains no personal data.
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
