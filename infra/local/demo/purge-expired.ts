import { runPurge } from '#shared/sweeps/purge/run-purge.ts';
import type { Platform } from '#shared/wiring/platform.ts';
import { createTaskWork } from '#shared/wiring/task-service.ts';

/**
 * Deletes what expired before the demo was written, such as the marks of past days. In production
 * each purge would have deleted it on its day. Without this, the first purge would find it months
 * late.
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
