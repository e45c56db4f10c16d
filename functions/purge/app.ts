import type { App } from '#shared/http/create-app.ts';
import { createTaskApp } from '#shared/http/create-task-app.ts';
import { type PurgeDeps, runPurge } from '#shared/sweeps/purge/run-purge.ts';
import { notePurge } from '#shared/sweeps/reports/note-run.ts';
import type { TaskService, TaskWork } from '#shared/wiring/task-service.ts';

/** Deletion is due within an hour; from two hours on the log line is an error. */
const alarmSeconds = 2 * 3_600;

/** A run that cannot note what it did has failed in a part: the Scheduler tries again. */
async function purgeAndNote(deps: PurgeDeps & Pick<TaskWork, 'random' | 'sleep' | 'purgeShards'>) {
  const report = await runPurge(deps);
  try {
    await notePurge(deps, deps.now(), report);
    return report;
  } catch (error) {
    deps.onFailure(error);
    return { ...report, failed: report.failed + 1 };
  }
}

/** Deletes what has expired; only Cloud Scheduler may call. */
export function createPurgeApp(service: TaskService): App {
  const shards = service.work.purgeShards;
  return createTaskApp(service, {
    name: 'purge',
    alarmSeconds,
    run: (onFailure) => purgeAndNote({ ...service.work, shards, onFailure }),
  });
}
