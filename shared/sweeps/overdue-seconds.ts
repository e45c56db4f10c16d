import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';

/**
 * The delay of a run's oldest item, in whole seconds: the time from the instant at which the item
 * was due to the beginning of the run. Null if the run found no item. Reports contain this number,
 * for example as `oldest_overdue_seconds`. If the number is too large, the task raises an alarm.
 */
export function overdueSeconds(
  { startedAt }: { readonly startedAt: Instant },
  dues: readonly (Instant | undefined)[],
): number | null {
  const oldest = Math.min(...dues.map((due) => due ?? Number.POSITIVE_INFINITY));
  return Number.isFinite(oldest) ? Math.floor((startedAt - oldest) / microsPerSecond) : null;
}
