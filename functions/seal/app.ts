import { type App, type AppDeps, createApp } from '#shared/http/create-app.ts';
import { describeError } from '#shared/http/logger.ts';
import { readNoQuery } from '#shared/http/read-query.ts';
import { runSeal, type SealDeps } from '#shared/manager-log/run-seal.ts';
import { Problem } from '#shared/problems/problem.ts';

export type SealAppDeps = AppDeps & {
  readonly seal: Omit<SealDeps, 'onFailure' | 'onSealed'>;
  /** @throws Problem when the caller is not Cloud Scheduler */
  readonly checkScheduler: (authorization: string | undefined) => Promise<void>;
};

/** A day is sealed by the next night's run; what was due a day ago somebody should look at. */
const alarmSeconds = 24 * 3_600;

/** Seals the finished days of the manager log; only Cloud Scheduler may call. */
export function createSealApp(deps: SealAppDeps): App {
  const app = createApp(deps);
  const { logger } = deps;

  app.post('/tasks/seal', async (c) => {
    await deps.checkScheduler(c.req.header('authorization'));
    readNoQuery(c);
    const report = await runSeal({
      ...deps.seal,
      onSealed: (seal) => logger.info(seal, 'day sealed'),
      onFailure: (error) => logger.error(describeError(error), 'part of the sealing failed'),
    });
    const isLate = (report.oldest_overdue_seconds ?? 0) > alarmSeconds;
    logger[isLate ? 'error' : 'info'](report, isLate ? 'sealing is late' : 'sealing');
    if (report.failed > 0) throw new Problem('seal-failed');
    return c.json(report);
  });

  return app;
}
