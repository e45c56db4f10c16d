import type { Instant } from '#shared/base/time/instant.ts';
import type { LogHour } from '../log-hour.ts';
import type { Seal } from '../seal.ts';

/** The genuine previous seal: its name in the next one, its expiry, and its place. */
export type SealBefore = {
  readonly hash: string;
  readonly expiresAt: Instant;
  readonly number: number;
  readonly hour: LogHour;
};

/**
 * Whether a seal names the previous one, and none is missing between them. Seals expire in the
 * order of their numbers. So a missing seal that has expired cannot hide one that has not.
 */
export function isRightAfter(seal: Seal, before: SealBefore | undefined, now: Instant): boolean {
  const { previous, number } = seal;
  if (previous === null) return number === 1;
  if (before?.number === number - 1)
    return previous.hash === before.hash && previous.expires_at === before.expiresAt;
  return previous.expires_at <= now;
}
