import { runPurge } from '#shared/sweeps/purge/run-purge.ts';
import type { Platform } from '#shared/wiring/platform.ts';
import { createTaskWork } from '#shared/wiring/task-service.ts';

/**
 * Deletes what had expired before the demo was written, the marks of days that are over, say: in a life that had
 * been lived, each would have gone on its day. Else the first purge would find it months late.
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
