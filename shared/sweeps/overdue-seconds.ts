import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';

/**
 * For how long the oldest found item was due when the run began, in whole seconds. Null if the run
 * found no item. It is the `oldest_overdue_seconds` of a report, which raises the alarm of its
 * task.
 */
export function overdueSeconds(
  { startedAt }: { readonly startedAt: Instant },
  dues: readonly (Instant | undefined)[],
): number | null {
  const oldest = Math.min(...dues.map((due) => due ?? Number.POSITIVE_INFINITY));
  return Number.isFinite(oldest) ? Math.floor((startedAt - oldest) / microsPerSecond) : null;
}
