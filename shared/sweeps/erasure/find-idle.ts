import type { Instant } from '#shared/base/time/instant.ts';
import { heldBy } from '#shared/settings/encode-settings.ts';
import type { Decisions, Fence } from '#shared/settings/settings.ts';

/**
 * What waits, is due and is not in force. It never will be: its profile was refused, or its writer killed before that, or
 * another decision took its place. It has no effect, and may be forgotten.
 */
export function findIdle(waiting: Decisions, inForce: Decisions, dueBefore: Instant): Decisions {
  const isDue = ({ upTo }: Fence) => upTo <= dueBefore;
  const { fences, shortenings } = heldBy(waiting, inForce, false);
  return { fences: fences.filter(isDue), shortenings: shortenings.filter(isDue) };
}
