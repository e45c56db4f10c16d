import type { App } from '#shared/http/create-app.ts';
import { createTaskApp } from '#shared/http/create-task-app.ts';
import { raiseStamps } from '#shared/restores/raise-stamps.ts';
import { type PurgeDeps, runPurge } from '#shared/sweeps/purge/run-purge.ts';
import { notePurge } from '#shared/sweeps/reports/note-run.ts';
import type { TaskService, TaskWork } from '#shared/wiring/task-service.ts';

/** Deletion is due within an hour; from two hours on the log line is an error. */
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
    async run(onFailure) {
      const isRaised = await tryTo(() => raiseStamps(service.work), onFailure);
      const report = await purgeAndNote({ ...service.work, shards, onFailure });
      return isRaised ? report : { ...report, failed: report.failed + 1 };
    },
  });
}
