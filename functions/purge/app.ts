import { type App, type AppDeps, createApp } from '#shared/http/create-app.ts';
import { describeError } from '#shared/http/logger.ts';
import { readNoQuery } from '#shared/http/read-query.ts';
import { Problem } from '#shared/problems/problem.ts';
import { type PurgeDeps, runPurge } from '#shared/purge/run-purge.ts';

export type PurgeAppDeps = AppDeps & {
  readonly purge: Omit<PurgeDeps, 'onFailure'>;
  /** @throws Problem when the caller is not Cloud Scheduler */
  readonly checkScheduler: (authorization: string | undefined) => Promise<void>;
};

/** Deletion is due within an hour; from two hours on somebody should look. */
const alarmSeconds = 2 * 3_600;

/** Deletes what has expired; only Cloud Scheduler may call. */
export function createPurgeApp(deps: PurgeAppDeps): App {
  const app = createApp(deps);
  const onFailure = (error: unknown) =>
    deps.logger.error(describeError(error), 'part of the purge failed');

  app.post('/tasks/purge', async (c) => {
    await deps.checkScheduler(c.req.header('authorization'));
    readNoQuery(c);
    const report = await runPurge({ ...deps.purge, onFailure });
    const isLate = (report.oldest_overdue_seconds ?? 0) > alarmSeconds;
    deps.logger[isLate ? 'error' : 'info'](report, isLate ? 'purge is late' : 'purge');
    if (report.failed > 0) throw new Problem('task-failed');
    return c.json(report);
  });

  return app;
}
