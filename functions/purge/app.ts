import { type App, type AppDeps, createApp } from '#shared/http/create-app.ts';
import { readNoQuery } from '#shared/http/read-query.ts';
import { type PurgeDeps, runPurge } from '#shared/purge/run-purge.ts';

export type PurgeAppDeps = AppDeps & {
  readonly purge: PurgeDeps;
  /** @throws Problem when the caller is not Cloud Scheduler */
  readonly checkScheduler: (authorization: string | undefined) => Promise<void>;
};

/** Deletion is due within an hour; from two hours on somebody should look. */
const alarmSeconds = 2 * 3_600;

/** Deletes what has expired; only Cloud Scheduler may call. */
export function createPurgeApp(deps: PurgeAppDeps): App {
  const app = createApp(deps);

  app.post('/tasks/purge', async (c) => {
    await deps.checkScheduler(c.req.header('authorization'));
    readNoQuery(c);
    const report = await runPurge(deps.purge);
    const isLate = (report.oldest_overdue_seconds ?? 0) > alarmSeconds;
    deps.logger[isLate ? 'error' : 'info'](report, isLate ? 'purge is late' : 'purge');
    return c.json(report);
  });

  return app;
}
