import { type RunEraseDeps, runErase } from '#shared/erasure/run-erase.ts';
import { type App, type AppDeps, createApp } from '#shared/http/create-app.ts';
import { describeError } from '#shared/http/logger.ts';
import { readNoQuery } from '#shared/http/read-query.ts';
import { Problem } from '#shared/problems/problem.ts';

export type EraseAppDeps = AppDeps & {
  readonly erase: Omit<RunEraseDeps, 'onFailure'>;
  /** @throws Problem when the caller is not Cloud Scheduler */
  readonly checkScheduler: (authorization: string | undefined) => Promise<void>;
};

/** Carries out what tenants decided about data that is there; only Cloud Scheduler may call. */
export function createEraseApp(deps: EraseAppDeps): App {
  const app = createApp(deps);
  const onFailure = (error: unknown) =>
    deps.logger.error(describeError(error), 'part of the erase sweep failed');
  app.post('/tasks/erase', async (c) => {
    await deps.checkScheduler(c.req.header('authorization'));
    readNoQuery(c);
    const report = await runErase({ ...deps.erase, onFailure });
    deps.logger.info(report, 'erase');
    if (report.failed > 0) throw new Problem('task-failed');
    return c.json(report);
  });
  return app;
}
