/**
 * A job of Cloud Scheduler. It sends a POST to one path of a function, with a token of the service
 * account `schedulerAccount`.
 */
export type Schedule = {
  /** The id of the job in Cloud Scheduler. */
  readonly job: string;
  readonly function: string;
  readonly path: string;
  /** When the job runs, in the format of cron, in UTC. */
  readonly cron: string;
  /** The number of seconds for which the Scheduler waits for an answer. */
  readonly attemptDeadlineSeconds: number;
  /** If a run fails, the Scheduler repeats it at most this many times. */
  readonly retries: number;
  readonly why: string;
};

/** The service account of all jobs. It needs no role, because tasks verify its token themselves. */
export const schedulerAccount = 'scheduler';

/**
 * A run starts no new work after 540 seconds (`TASK_SECONDS`). Then it has a minute to finish the
 * work that it has begun.
 */
const attempts = { attemptDeadlineSeconds: 600, retries: 3 } as const;

export const schedules = [
  {
    job: 'purge',
    function: 'purge',
    path: '/tasks/purge',
    cron: '*/15 * * * *',
    ...attempts,
    why: 'Expired data must be deleted within an hour. In an hour the purge runs four times.',
  },
  {
    job: 'erase',
    function: 'erase',
    path: '/tasks/erase',
    cron: '*/5 * * * *',
    ...attempts,
    why: 'If a tenant switches a category off and wants its records deleted, Mayfly hides these records at once. This job deletes them minutes later.',
  },
  {
    job: 'seal',
    function: 'seal',
    path: '/tasks/seal',
    cron: '10 * * * *',
    ...attempts,
    why: 'Until an hour of the log is sealed, somebody could rewrite its entries. The job runs ten minutes after the hour, when the last commits of that hour are stored.',
  },
  {
    job: 'rekey',
    function: 'rekey',
    path: '/tasks/rekey',
    cron: '40 * * * *',
    ...attempts,
    why: 'Stored data must be updated after a key rotation, after a key is retired, and after a deployment with new rules. Each run updates a part.',
  },
  {
    job: 'notices',
    function: 'notices',
    path: '/tasks/notices',
    cron: '* * * * *',
    ...attempts,
    why: 'Recipients must learn of changes within minutes (GDPR Art. 19). Mayfly repeats a failed notice, the first time after a minute.',
  },
] as const satisfies readonly Schedule[];
