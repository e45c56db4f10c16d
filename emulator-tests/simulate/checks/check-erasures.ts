import type { Instant } from '#shared/base/time/instant.ts';
import { expiriesOf, type ModelErasure, type ModelTenant, strayMicros } from '../model/model.ts';
import { categoryIds } from '../model/promises.ts';
import { count, must, now, type Simulation } from '../simulation.ts';
import { near } from '../steps/settle.ts';
import type { Step } from '../steps/step.ts';
import type { Change } from '../world/observe-store.ts';

/** The parts of a receipt that the simulator reads. */
export type ToldReceipt = {
  readonly kind: string;
  readonly day: string;
  readonly erasure: string;
  readonly categories: readonly {
    readonly category: string;
    readonly due?: number;
    readonly overdue?: number;
    readonly count?: number;
  }[];
  readonly keys: readonly { readonly key: string; readonly destroyed?: boolean }[];
};

/** Tells whether an erasure may have deleted a document. */
function mayHaveDeleted(tenant: ModelTenant, erasure: ModelErasure, { ref, before }: Change) {
  const { scope, category, person, conversation } = erasure;
  const fence = tenant.fences.find((each) => each.erasure === erasure.id);
  const upTo = fence === undefined || fence.isCancelled === true ? 0 : fence.upTo;
  // An erasure of a tenant also deletes records that are stored after its beginning. It does not
  // delete the manager log: the purge does this.
  if (scope === 'tenant') return upTo > 0 && ref.collection !== 'manager_log';
  if (scope === 'category') {
    return category === ref.collection && Number(before?.['created_at']) <= upTo + strayMicros;
  }
  const record = tenant.records.get(ref.id);
  if (record === undefined || record.category === 'manager_log') return false;
  return scope === 'person' ? record.person === person : record.conversation === conversation;
}

/**
 * Tells whether a document may have been deleted because of a change of settings, and not because
 * of an erasure. Such a change adds a fence, which hides the older records of a category.
 */
function isFencedOtherwise(tenant: ModelTenant, { ref, before }: Change): boolean {
  return tenant.fences.some(
    ({ category, upTo, erasure }) =>
      erasure === undefined &&
      category === ref.collection &&
      Number(before?.['created_at']) <= upTo + strayMicros,
  );
}

/** Tells whether an erasure has taken effect. During its cooling-off time it deletes nothing. */
function isInEffect({ fences }: ModelTenant, id: string, at: Instant): boolean {
  return fences.every(({ erasure, from }) => erasure !== id || from <= at);
}

/**
 * For each erasure without a receipt, counts the records that a step has deleted for it. If the
 * step requests an erasure, it carries out only this erasure. If the step is a sweep, it carries
 * out all waiting erasures.
 */
export function countErased(sim: Simulation, tenant: ModelTenant, { what }: Step): void {
  if (!what.startsWith('erase')) return;
  const inEffect = tenant.erasures.filter(({ id }) => isInEffect(tenant, id, now(sim) + near));
  const waiting = inEffect.filter(
    ({ isTold, acceptedAt }) =>
      isTold !== true &&
      acceptedAt > sim.restoredAt &&
      (what === 'erase' || acceptedAt === now(sim)),
  );
  if (waiting.length === 0) return;
  // A restore carries out earlier erasures again, or continues them.
  const earlier = inEffect.filter(({ acceptedAt }) => acceptedAt <= sim.restoredAt);
  for (const change of sim.changes) {
    const { ref, before, after } = change;
    const { stored, readable } = expiriesOf(tenant, change);
    const isDeleted = before !== undefined && after === undefined;
    if (ref.tenant !== tenant.id || !isDeleted || !categoryIds.includes(ref.collection)) continue;
    // An erasure also deletes expired records, but does not count them.
    if (stored <= now(sim) - near) continue;
    const by = waiting.filter((erasure) => mayHaveDeleted(tenant, erasure, change));
    const isSure =
      by.length === 1 &&
      readable > now(sim) + near &&
      !isFencedOtherwise(tenant, change) &&
      !earlier.some((erasure) => mayHaveDeleted(tenant, erasure, change));
    for (const { counted } of by) {
      const { least, most } = counted.get(ref.collection) ?? { least: 0, most: 0 };
      counted.set(ref.collection, { least: least + Number(isSure), most: most + 1 });
    }
  }
}

/**
 * Checks that the receipt of an erasure states how many records the erasure has deleted. After a
 * restore, a receipt states the numbers that were planned before the restore, so this function does
 * not check them.
 */
export function checkErasureReceipt(sim: Simulation, tenant: ModelTenant, told: ToldReceipt): void {
  const erasure = tenant.erasures.find(({ id }) => id === told.erasure);
  must(erasure !== undefined, () => `a receipt is about an unknown erasure ${told.erasure}`);
  erasure.isTold = true;
  if (sim.restoredAt >= erasure.acceptedAt) return;
  const counts = new Map(told.categories.map((each) => [each.category, each.count ?? 0]));
  for (const category of categoryIds) {
    // The purge counts and deletes the manager log of an erased tenant.
    if (erasure.scope === 'tenant' && category === 'manager_log') continue;
    const { least, most } = erasure.counted.get(category) ?? { least: 0, most: 0 };
    const many = counts.get(category) ?? 0;
    must(
      many >= least && many <= most,
      () =>
        `the receipt of an erasure of ${erasure.scope} states ${many} records of ${category}, but ${least === most ? least : `${least} to ${most}`} were deleted`,
    );
  }
  count(sim, `check: receipt of ${erasure.scope}`);
}
