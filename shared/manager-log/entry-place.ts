import type { Instant } from '#shared/base/time/instant.ts';

/**
 * The place of an entry, as the log line of its request states it. The hash of an entry depends on
 * all earlier entries of its chain. So copies of such lines prove that the entry and the earlier
 * entries are unchanged. A place contains no personal data.
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
