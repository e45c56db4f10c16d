import { setTimeout as sleep } from 'node:timers/promises';
import { createSchedulerCheck, remoteKeys } from '#shared/access/scheduler-token.ts';
import type { Config } from '#shared/base/config/read-config.ts';
import { type Clock, systemClock } from '#shared/base/time/clock.ts';
import type { TaskAppDeps } from '#shared/http/create-task-app.ts';
import type { LogDestination } from '#shared/http/logger.ts';
import { connectFirestore } from '#shared/store/connect-firestore.ts';
import type { Store } from '#shared/store/store.ts';
import { createAppDeps } from './app-deps.ts';
import { collections } from './collections.ts';

/** What the functions are made of that only Cloud Scheduler calls. */
export type TaskService = TaskAppDeps & {
  /** What a run works with. */
  readonly work: {
    readonly store: Store;
    readonly now: Clock;
    /** Milliseconds, for the budget. */
    readonly monotonic: () => number;
    readonly random: () => number;
    readonly sleep: (milliseconds: number) => Promise<void>;
    readonly collections: typeof collections;
    readonly purgeShards: number;
    /** Seconds after which nothing new is begun. */
    readonly budgetSeconds: number;
  };
};

/** What a process shares that holds several functions. */
export type SharedByTasks = {
  readonly store: Store;
  readonly now: Clock;
  readonly logTo: LogDestination;
};

/**
 * Makes the dependencies of a task from its configuration; connects to nothing yet.
 * @throws an error when the configuration does not say who Cloud Scheduler is; the process must not start
 */
export function createTaskService(
  config: Config,
  name: string,
  shared?: SharedByTasks,
): TaskService {
  const { TASKS_AUDIENCE: audience, TASKS_SERVICE_ACCOUNT: serviceAccount } = config;
  if (audience === undefined || serviceAccount === undefined)
    throw new Error(
      `configuration refused: ${name} needs TASKS_AUDIENCE and TASKS_SERVICE_ACCOUNT`,
    );
  const now = shared?.now ?? systemClock;
  const appDeps = createAppDeps(config, name, shared?.logTo);
  const connect = () =>
    connectFirestore({
      projectId: config.GOOGLE_CLOUD_PROJECT,
      emulatorHost: config.FIRESTORE_EMULATOR_HOST,
      collections,
    });
  return {
    ...appDeps,
    checkScheduler: createSchedulerCheck({
      audience,
      serviceAccount,
      issuer: config.TASKS_ISSUER,
      keys: remoteKeys(config.TASKS_JWKS_URI),
      now,
    }),
    work: {
      store: shared?.store ?? connect(),
      now,
      monotonic: appDeps.monotonic,
      random: Math.random,
      sleep: (milliseconds) => sleep(milliseconds),
      collections,
      purgeShards: config.PURGE_SHARDS,
      budgetSeconds: config.TASK_SECONDS,
    },
  };
}
