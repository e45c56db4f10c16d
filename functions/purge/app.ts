import type { App } from '#shared/http/create-app.ts';
import { createTaskApp } from '#shared/http/create-task-app.ts';
import { raiseStamps } from '#shared/restores/raise-stamps.ts';
import { runPurge } from '#shared/sweeps/purge/run-purge.ts';
import type { TaskService } from '#shared/wiring/task-service.ts';

/** Deletion is due within an hour; from two hours on somebody should look. */
const alarmSeconds = 2 * 3_600;

/** What fails does not keep the purge from its work. */
async function tryTo(
  work: () => Promise<void>,
  onFailure: (error: unknown) => void,
): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    onFailure(error);
    return false;
  }
}

/** Deletes what has expired, and raises the stamps by which an older copy of the database is known; only Cloud Scheduler may call. */
export function createPurgeApp(service: TaskService): App {
  const shards = service.work.purgeShards;
  return createTaskApp(service, {
    name: 'purge',
    alarmSeconds,
    async run(onFailure) {
      const isRaised = await tryTo(() => raiseStamps(service.work), onFailure);
      const report = await runPurge({ ...service.work, shards, onFailure });
      return isRaised ? report : { ...report, failed: report.failed + 1 };
    },
  });
}
