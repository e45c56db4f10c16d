import type { Instant } from '#shared/base/time/instant.ts';
import type { LogHour } from '../log-hour.ts';
import type { Seal } from '../seal.ts';

/** The genuine previous seal: its hash, which the next seal contains, its expiry, and its place. */
export type SealBefore = {
  readonly hash: string;
  readonly expiresAt: Instant;
  readonly number: number;
  readonly hour: LogHour;
};

/**
 * True if a seal contains the hash of the previous seal, or if it is the first, or if the previous
 * one has expired. Seals expire in the order of their numbers. So nobody can explain a missing
 * unexpired seal by the expiry of others.
 */
export function isRightAfter(seal: Seal, before: SealBefore | undefined, now: Instant): boolean {
  const { previous, number } = seal;
  if (previous === null) return number === 1;
  if (before?.number === number - 1)
    return previous.hash === before.hash && previous.expires_at === before.expiresAt;
  return previous.expires_at <= now;
}
