import { runPurge } from '#shared/sweeps/purge/run-purge.ts';
import type { Platform } from '#shared/wiring/platform.ts';
import { createTaskWork } from '#shared/wiring/task-service.ts';

/**
 * Deletes the documents of the demo that have expired already. For example, if a pool allows each
 * customer one code a day, the marks of past days have expired. In production a purge would have
 * deleted such documents. Without this step, the first purge would report that they are overdue.
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
