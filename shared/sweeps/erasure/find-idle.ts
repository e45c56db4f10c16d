import type { Instant } from '#shared/base/time/instant.ts';
import { heldBy } from '#shared/settings/encode-settings.ts';
import type { Decisions, Fence } from '#shared/settings/settings.ts';

/**
 * Finds decisions in `tenant_fences` that are due but will never have an effect. A decision has an
 * effect only if the tenant's profile contains it too, and the profile is written last. So a
 * decision has no effect if the process failed before it wrote the profile, or if another decision
 * replaced it. The sweep removes such decisions.
 */
export function findIdle(waiting: Decisions, inForce: Decisions, dueBefore: Instant): Decisions {
  const isDue = ({ upTo }: Fence) => upTo <= dueBefore;
  const { fences, shortenings } = heldBy(waiting, inForce, false);
  return { fences: fences.filter(isDue), shortenings: shortenings.filter(isDue) };
}
