import { createSchedulerCheck, remoteKeys } from '#shared/access/scheduler-token.ts';
import type { Config } from '#shared/base/config/read-config.ts';
import type { Clock } from '#shared/base/time/clock.ts';
import type { TaskAppDeps } from '#shared/http/create-task-app.ts';
import type { Store } from '#shared/store/store.ts';
import { createAppDeps } from './app-deps.ts';
import { collections } from './collections.ts';
import type { Platform } from './platform.ts';
import { requireCurrentOf } from './require-current-of.ts';

/** The dependencies of a run of a task. */
export type TaskWork = {
  readonly store: Store;
  readonly now: Clock;
  /** A monotonic clock in milliseconds, which measures the budget. */
  readonly monotonic: () => number;
  readonly random: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly collections: typeof collections;
  readonly purgeShards: number;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly backupDays: number;
  /** The id of the database of records, as configured. */
  readonly database: string;
  /** The number of seconds after which a run begins no new work. */
  readonly budgetSeconds: number;
};

/** The dependencies of a function with a task that Cloud Scheduler starts. */
export type TaskService = TaskAppDeps & { readonly work: TaskWork };

/** Creates the check that accepts only tokens of the configured Cloud Scheduler. */
function schedulerCheck(config: Config, name: string, now: Clock) {
  const { TASKS_AUDIENCE: audience, TASKS_SERVICE_ACCOUNT: serviceAccount } = config;
  if (audience === undefined || serviceAccount === undefined)
    throw new Error(
      `configuration refused: ${name} needs TASKS_AUDIENCE and TASKS_SERVICE_ACCOUNT`,
    );
  const keys = remoteKeys(config.TASKS_JWKS_URI);
  return createSchedulerCheck({
    audience,
    serviceAccount,
    issuer: config.TASKS_ISSUER,
    keys,
    now,
  });
}

/** Creates the dependencies of a run, also for a process that starts the run without a request. */
export function createTaskWork(platform: Platform): TaskWork {
  const { config, store, now, monotonic, random, randomBytes, sleep } = platform;
  return {
    store,
    now,
    monotonic,
    random,
    randomBytes,
    sleep,
    collections,
    purgeShards: config.PURGE_SHARDS,
    backupDays: config.BACKUP_DAYS,
    database: config.RECORDS_DATABASE,
    budgetSeconds: config.TASK_SECONDS,
  };
}

/**
 * Creates the dependencies of a function with a task that Cloud Scheduler starts. No connection is
 * opened yet.
 * @throws an error if the configuration does not identify Cloud Scheduler; then the process must
 * not start
 */
export function createTaskService(platform: Platform, name: string): TaskService {
  const { config, now } = platform;
  return {
    ...createAppDeps(platform, name),
    requireCurrent: requireCurrentOf(platform),
    checkScheduler: platform.checkScheduler ?? schedulerCheck(config, name, now),
    work: createTaskWork(platform),
  };
}
