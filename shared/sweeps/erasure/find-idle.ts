import type { Instant } from '#shared/base/time/instant.ts';
import { heldBy } from '#shared/settings/encode-settings.ts';
import type { Decisions, Fence } from '#shared/settings/settings.ts';

/**
 * Finds waiting decisions that are due but will never have an effect. The sweep removes them. There
 * are three causes: the commit of the profile failed, the writer was killed before it wrote the
 * profile, or another decision replaced the waiting decision.
 */
export function findIdle(waiting: Decisions, inForce: Decisions, dueBefore: Instant): Decisions {
  const isDue = ({ upTo }: Fence) => upTo <= dueBefore;
  const { fences, shortenings } = heldBy(waiting, inForce, false);
  return { fences: fences.filter(isDue), shortenings: shortenings.filter(isDue) };
}
