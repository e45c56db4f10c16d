import { type Instant, microsPerDay } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { managerLog } from '#shared/categories/manager-log.ts';
import { basisField } from '#shared/categories/stored-names.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import type { LiveRule } from '#shared/store/live.ts';
import { cancellableUntil } from './cancellable-until.ts';
import { fenceReach } from './late-writes.ts';
import {
  type ErasureFence,
  type Fence,
  type TenantSettings,
  type WithSettings,
  wholeTenant,
} from './settings.ts';

/** The properties of a collection that fences and shortened retentions use. */
export type Fenced = Pick<Collection, 'category' | 'lifeFields'>;

/**
 * The instant from which an erasure with a cooling-off time has an effect. The fence of the erasure
 * hides documents that were created before this instant.
 */
export function takenFrom({ upTo }: ErasureFence): Instant {
  return upTo + 1;
}

/** True if an erasure has no effect yet, because its cooling-off time is not over. */
export function isCoolingOff(fence: ErasureFence, now: Instant): boolean {
  return fence.coolsSince !== undefined && now < takenFrom(fence);
}

/** True if an erasure has no effect yet, and can still be cancelled. */
export function isCancellable(fence: ErasureFence, now: Instant): boolean {
  const until = cancellableUntil(takenFrom(fence), fence.category === wholeTenant);
  return fence.coolsSince !== undefined && now < until;
}

/**
 * True if the whole tenant is being erased. Then the callers of the tenant may only see the
 * progress of the erasure.
 */
export function isLeaving({ erasures }: TenantSettings, now: Instant): boolean {
  return erasures.some((each) => each.category === wholeTenant && !isCoolingOff(each, now));
}

/** The fences that hide documents of a category: fences of the profile and fences of erasures. */
export function fencesOn(settings: TenantSettings, category: string | null, now: Instant): Fence[] {
  const { fences, erasures } = settings;
  const isOf = (each: ErasureFence) =>
    (each.category === category || each.category === wholeTenant) && !isCoolingOff(each, now);
  return [
    ...fences
      .filter((each) => each.category === category)
      .map((fence) => ({ ...fence, upTo: fenceReach(settings, fence) })),
    ...(category === managerLog.id ? [] : erasures.filter(isOf)),
  ];
}

/**
 * The rule that decides which documents of a tenant's collection are live now. A fence hides
 * documents that were created up to its instant. A shortened retention hides documents whose
 * retention began at least `days` days ago. It affects only documents that existed when the tenant
 * shortened the retention, because later documents already have the shorter expiry.
 */
export function liveRuleOf(
  ctx: WithSettings & { readonly now: () => Instant },
  collection: Fenced,
): LiveRule {
  const now = ctx.now();
  const { category, lifeFields } = collection;
  if (lifeFields === null) return { now, later: [] };
  const { shortenings } = ctx.settings;
  const fence = latest(fencesOn(ctx.settings, category, now).map(({ upTo }) => upTo));
  const shortened = latest(
    shortenings
      .filter((each) => each.category === category)
      .map(({ upTo, days }) => Math.min(upTo, now - days * microsPerDay)),
  );
  const later = [
    ...(fence === undefined ? [] : [{ field: lifeFields.fence, than: fence }]),
    ...(shortened === undefined ? [] : [{ field: lifeFields.basis, than: shortened }]),
  ];
  return { now, later };
}

function latest(instants: readonly Instant[]): Instant | undefined {
  return instants.length === 0 ? undefined : Math.max(...instants);
}

/** The fields of a category's records that fences and shortened retentions use. */
export function fencedAs(category: Category): Fenced {
  return {
    category: category.id,
    lifeFields: { fence: 'created_at', basis: basisField(category) },
  };
}

/**
 * The rule that decides which records of a category are live for a tenant now, see {@link
 * liveRuleOf}.
 */
export function categoryRuleOf(
  ctx: WithSettings & { readonly now: () => Instant },
  category: Category,
): LiveRule {
  return liveRuleOf(ctx, fencedAs(category));
}
