import { Problem } from '#shared/base/problems/problem.ts';
import { type App, type AppDeps, createApp } from './create-app.ts';
import { describeError } from './logger.ts';
import { noBody } from './read/body.ts';
import { repeatable } from './read/idempotency.ts';
import { noQuery } from './read/read-query.ts';
import { addRoute } from './route/add-route.ts';

export type TaskAppDeps = AppDeps & {
  /** @throws Problem if the caller is not Cloud Scheduler */
  readonly checkScheduler: (authorization: string | undefined) => Promise<void>;
};

/**
 * The result of a run, for its answer and its log line. It contains counts and no personal value.
 */
export type TaskReport = {
  /** The number of parts of the work that failed. */
  readonly failed: number;
  /**
   * The longest time, in seconds, by which an item was overdue when the run began. The value is
   * null if no item was due. The value is absent if the task has no items that become due.
   */
  readonly oldest_overdue_seconds?: number | null;
};

export type Task = {
  /** The name in the path `/tasks/<name>` and in the log lines. */
  readonly name: string;
  /**
   * How many seconds an item may be overdue. If an item is overdue for longer, the log line of the
   * run has the level error.
   */
  readonly alarmSeconds?: number;
  readonly run: (onFailure: (error: unknown) => void) => Promise<TaskReport>;
};

/**
 * Creates an app with one task. Only Cloud Scheduler may call it. If a part of a run fails, the
 * answer is `task-failed`, so that the Scheduler tries again. Each failure is logged with the class
 * of the error and where it was thrown, never with its text.
 */
export function createTaskApp(deps: TaskAppDeps, { name, alarmSeconds, run }: Task): App {
  const app = createApp(deps);
  const { logger } = deps;
  const onFailure = (error: unknown) =>
    logger.error(describeError(error), `part of the ${name} failed`);

  addRoute(app, {
    method: 'POST',
    path: `/tasks/${name}`,
    admission: {
      who: 'scheduler',
      admit: (c) => deps.checkScheduler(c.req.header('authorization')),
    },
    query: noQuery,
    body: noBody,
    idempotency: repeatable,
    personal: false,
    async handle(c) {
      await deps.requireCurrent?.();
      const report = await run(onFailure);
      const overdueSeconds = report.oldest_overdue_seconds ?? 0;
      if (alarmSeconds !== undefined && overdueSeconds > alarmSeconds)
        logger.error(report, `${name} is late`);
      else logger.info(report, name);
      if (report.failed > 0) throw new Problem('task-failed');
      return c.json(report);
    },
  });

  return app;
}
