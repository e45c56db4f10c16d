import { runPurge } from '#shared/sweeps/purge/run-purge.ts';
import type { Platform } from '#shared/wiring/platform.ts';
import { createTaskWork } from '#shared/wiring/task-service.ts';

/**
 * Deletes records that expired before the demo was written, such as marks of past days. In
 * production, a purge would have deleted them by now. Without this step, the first purge would
 * report that these records are overdue.
 */
export async function purgeExpired(platform: Platform): Promise<void> {
  const work = createTaskWork(platform);
  await runPurge({
    ...work,
    shards: work.purgeShards,
    onFailure: (error) => {
      throw error;
    },
  });
}
