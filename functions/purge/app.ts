import type { App } from '#shared/http/create-app.ts';
import { createTaskApp } from '#shared/http/create-task-app.ts';
import { runPurge } from '#shared/sweeps/purge/run-purge.ts';
import type { TaskService } from '#shared/wiring/task-service.ts';

/** Deletion is due within an hour; from two hours on the log line is an error. */
const alarmSeconds = 2 * 3_600;

/** Deletes what has expired; only Cloud Scheduler may call. */
export function createPurgeApp(service: TaskService): App {
  const shards = service.work.purgeShards;
  return createTaskApp(service, {
    name: 'purge',
    alarmSeconds,
    run: (onFailure) => runPurge({ ...service.work, shards, onFailure }),
  });
}
