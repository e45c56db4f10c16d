import { setTimeout as sleep } from 'node:timers/promises';
import { fromProtoTime } from '../grpc/proto-time.ts';
import type { AttemptResult } from './scheduler-attempt.ts';
import type { JobFields } from './scheduler-jobs.ts';

export type Attempt = () => Promise<AttemptResult>;

/**
 * Repeats an attempt that got a 5xx or no answer. The job's `retryConfig` limits the number of
 * repetitions. After `maxRetryDuration` at most one more attempt begins.
 */
export async function retryJob(
  { retryConfig }: JobFields,
  attempt: Attempt,
  signal: AbortSignal,
): Promise<AttemptResult> {
  const startedAt = Date.now();
  const retryCount = retryConfig?.retryCount ?? 0;
  const maxDurationMs = fromProtoTime(retryConfig?.maxRetryDuration) || Infinity;
  for (let retry = 0; ; retry += 1) {
    const last = retry >= retryCount || Date.now() - startedAt > maxDurationMs;
    try {
      const result = await attempt();
      if (result.status < 500 || last) return result;
    } catch (error) {
      if (last || signal.aborted) throw error;
    }
    await sleep(backoffMs(retryConfig, retry), undefined, { signal });
  }
}

/**
 * Returns the pause before a retry. It doubles `maxDoublings` times. Then it grows each time by the
 * length that it had after the last doubling, up to the maximum.
 */
function backoffMs(config: JobFields['retryConfig'], retry: number): number {
  const minimum = fromProtoTime(config?.minBackoffDuration) ?? 5_000;
  const maximum = fromProtoTime(config?.maxBackoffDuration) ?? 3_600_000;
  const doublings = config?.maxDoublings || 5;
  const doubled = minimum * 2 ** Math.min(retry, doublings);
  const linear = Math.max(0, retry - doublings) * minimum * 2 ** doublings;
  return Math.min(maximum, doubled + linear);
}
