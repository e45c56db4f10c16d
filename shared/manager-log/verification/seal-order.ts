import type { Instant } from '#shared/base/time/instant.ts';
import type { LogHour } from '../log-hour.ts';
import type { Seal } from '../seal.ts';

/**
 * The seal before another seal. Its signature is valid. The seal with the next number must state
 * the hash and the expiry of this seal.
 */
export type SealBefore = {
  readonly hash: string;
  readonly expiresAt: Instant;
  readonly number: number;
  readonly hour: LogHour;
};

/**
 * True if a seal correctly follows the seal before it. Seal number 1 follows none. Every other seal
 * states the hash and the expiry of its previous seal, and both must match. If the previous seal is
 * missing, the stated expiry must be in the past. So a seal that was removed before its expiry is
 * noticed.
 */
export function isRightAfter(seal: Seal, before: SealBefore | undefined, now: Instant): boolean {
  const { previous, number } = seal;
  if (previous === null) return number === 1;
  if (before?.number === number - 1)
    return previous.hash === before.hash && previous.expires_at === before.expiresAt;
  return previous.expires_at <= now;
}
