import { type Instant, microsPerDay } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { endingDays } from '#shared/records/restriction/restricted-record.ts';
import { isRestrictable, restrictedId } from '#shared/store/restricted-collection.ts';
import { allTenants, type Query } from '#shared/store/store.ts';
import { runUnits } from '../run-units.ts';
import type { SweepRun } from '../sweep-run.ts';
import { workThroughPages } from '../work-through-pages.ts';

/**
 * The number of a tenant's restricted records that are kept for the person or as a proof and expire
 * soon. The number identifies no person.
 */
export type EndingRestrictions = { readonly tenant: string; readonly ending_restrictions: number };

/**
 * The query for a category's restricted records of all tenants that are kept for the person or as a
 * proof, and expire within 14 days.
 */
function endingAt(category: Category, instant: Instant): Query {
  return {
    collection: restrictedId(category.id),
    tenant: allTenants,
    where: [
      { field: 'restriction_kept', op: '==', value: true },
      { field: 'expires_at', op: '>', value: instant },
      { field: 'expires_at', op: '<=', value: instant + endingDays * microsPerDay },
    ],
    orderBy: [{ field: 'expires_at', direction: 'asc' }],
    select: ['expires_at'],
    limit: 200,
  };
}

/**
 * Reports each tenant with restricted records that are kept for the person or as a proof, and
 * expire within 14 days. The tenant can export the records before they expire. The report changes
 * nothing, so each run reports the same records again.
 * @returns the number of these records of all tenants
 */
export async function reportEnding(
  run: SweepRun,
  categories: readonly Category[],
  onEnding: (ending: EndingRestrictions) => void,
): Promise<number> {
  const counts = new Map<string, number>();
  const queries = categories
    .filter(isRestrictable)
    .map((category) => endingAt(category, run.startedAt));
  await runUnits(run, queries, async (query) => {
    const complete = await workThroughPages(run, query, async (page) => {
      for (const { ref } of page) counts.set(ref.tenant, (counts.get(ref.tenant) ?? 0) + 1);
    });
    return { complete };
  });
  for (const [tenant, count] of counts) onEnding({ tenant, ending_restrictions: count });
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
