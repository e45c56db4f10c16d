import type { Instant } from '#shared/base/time/instant.ts';
import { allTenants, type Query } from '#shared/store/store.ts';
import { personRequests } from '#shared/subjects/requests/collections.ts';
import { runUnits } from '../run-units.ts';
import type { SweepRun } from '../sweep-run.ts';
import { workThroughPages } from '../work-through-pages.ts';

/**
 * The number of requests of persons that a tenant has not answered by their due day. The number
 * identifies no person.
 */
export type OverdueRequests = { readonly tenant: string; readonly overdue_requests: number };

/**
 * The query for open requests of all tenants that were due at `instant` or earlier. It reads only
 * the ids of the requests and two dates.
 */
function overdueAt(instant: Instant): Query {
  return {
    collection: personRequests.id,
    tenant: allTenants,
    where: [
      { field: 'status', op: '==', value: 'open' },
      { field: 'due_at', op: '<=', value: instant },
    ],
    orderBy: [{ field: 'due_at', direction: 'asc' }],
    select: ['due_at', 'expires_at'],
    limit: 200,
  };
}

/**
 * Reports each tenant with overdue requests (GDPR Art. 12(3)), and the number of these requests.
 * The report changes nothing, so each run reports the same requests until they are answered.
 * @returns the number of overdue requests of all tenants
 */
export async function reportOverdue(
  run: SweepRun,
  onOverdue: (overdue: OverdueRequests) => void,
): Promise<number> {
  const counts = new Map<string, number>();
  await runUnits(run, [overdueAt(run.startedAt)], async (query) => {
    const complete = await workThroughPages(run, query, async (page) => {
      for (const { ref, data } of page)
        if ((data['expires_at'] as Instant) > run.startedAt)
          counts.set(ref.tenant, (counts.get(ref.tenant) ?? 0) + 1);
    });
    return { complete };
  });
  for (const [tenant, count] of counts) onOverdue({ tenant, overdue_requests: count });
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
