import { type Instant, microsPerSecond } from '#shared/base/time/instant.ts';

/**
 * How long the oldest found item was due when the run began, in whole seconds; null when it found
 * nothing. It becomes a report's `oldest_overdue_seconds`, which raises the alarm of its task.
 */
export function overdueSeconds(
  { startedAt }: { readonly startedAt: Instant },
  dues: readonly (Instant | undefined)[],
): number | null {
  const oldest = Math.min(...dues.map((due) => due ?? Number.POSITIVE_INFINITY));
  return Number.isFinite(oldest) ? Math.floor((startedAt - oldest) / microsPerSecond) : null;
}
