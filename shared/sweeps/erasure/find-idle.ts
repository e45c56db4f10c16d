import type { Instant } from '#shared/base/time/instant.ts';
import { heldBy } from '#shared/settings/encode-settings.ts';
import type { Decisions, Fence } from '#shared/settings/settings.ts';

/**
 * Finds waiting decisions that are due but not in force. They never will be: their profile was refused, their writer was
 * killed before writing it, or another decision replaced them. They have no effect, and may be forgotten.
 */
export function findIdle(waiting: Decisions, inForce: Decisions, dueBefore: Instant): Decisions {
  const isDue = ({ upTo }: Fence) => upTo <= dueBefore;
  const { fences, shortenings } = heldBy(waiting, inForce, false);
  return { fences: fences.filter(isDue), shortenings: shortenings.filter(isDue) };
}
