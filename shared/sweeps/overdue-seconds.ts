import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';

/**
 * For how many whole seconds the oldest found item was due when the run began. Null if the run
 * found no item. The report contains it as `oldest_overdue_seconds`, which raises the alarm of the
 * task.
 */
export function overdueSeconds(
  { startedAt }: { readonly startedAt: Instant },
  dues: readonly (Instant | undefined)[],
): number | null {
  const oldest = Math.min(...dues.map((due) => due ?? Number.POSITIVE_INFINITY));
  return Number.isFinite(oldest) ? Math.floor((startedAt - oldest) / microsPerSecond) : null;
}
