import type { Instant } from '#shared/base/time/instant.ts';
import type { Decisions, Fence, TenantSettings } from '#shared/settings/settings.ts';
import { carryOutEach } from './carry-out-each.ts';
import { carryOutFence } from './carry-out-fence.ts';
import { carryOutShortening } from './carry-out-shortening.ts';
import type { CarryOutDeps } from './work-through-reached.ts';

/** The numbers of deleted and shortened documents, and the decisions that are carried out. */
export type TenantSwept = Decisions & {
  readonly deleted: number;
  readonly shortened: number;
  /** True if all due decisions are carried out. */
  readonly complete: boolean;
};

/**
 * Carries out a tenant's fences and then its shortened retentions, but only decisions that took
 * effect up to `dueBefore`.
 * @param dueBefore later decisions wait for a later run, because a commit that still runs may add a
 * record
 */
export async function sweepTenant(
  deps: CarryOutDeps,
  tenant: string,
  settings: TenantSettings,
  dueBefore: Instant,
): Promise<TenantSwept> {
  const isDue = ({ upTo }: Fence) => upTo <= dueBefore;
  const fences = await carryOutEach(deps, settings.fences.filter(isDue), (fence) =>
    carryOutFence(deps, tenant, fence, settings),
  );
  const shortenings = await carryOutEach(deps, settings.shortenings.filter(isDue), (shortening) =>
    carryOutShortening(deps, tenant, shortening, settings),
  );
  return {
    deleted: fences.changed,
    shortened: shortenings.changed,
    complete: fences.complete && shortenings.complete,
    fences: fences.done,
    shortenings: shortenings.done,
  };
}
