/** A job of Cloud Scheduler. It posts to a path of one function, as the service account `schedulerAccount`. */
export type Schedule = {
  /** Its id in Cloud Scheduler. */
  readonly job: string;
  readonly function: string;
  readonly path: string;
  /** In UTC. */
  readonly cron: string;
  /** Seconds that the Scheduler waits for an answer. */
  readonly attemptDeadlineSeconds: number;
  /** How often a failed run is tried again before the next one is due. */
  readonly retries: number;
  readonly why: string;
};

/** The service account of all jobs. It needs no role, because tasks verify its token themselves. */
export const schedulerAccount = 'scheduler';

/**
 * A run starts no new work after `TASK_SECONDS` (540), and has a minute to finish what it began.
 */
const attempts = { attemptDeadlineSeconds: 600, retries: 3 } as const;

export const schedules = [
  {
    job: 'purge',
    function: 'purge',
    path: '/tasks/purge',
    cron: '*/15 * * * *',
    ...attempts,
    why: 'What has expired is to be deleted within an hour, and four runs have a chance at it.',
  },
  {
    job: 'erase',
    function: 'erase',
    path: '/tasks/erase',
    cron: '*/5 * * * *',
    ...attempts,
    why: 'What a tenant has switched off is out of sight at once, and deleted minutes later.',
  },
  {
    job: 'seal',
    function: 'seal',
    path: '/tasks/seal',
    cron: '10 * * * *',
    ...attempts,
    why: 'Until it is sealed an hour can be rewritten; it is sealed once the commits of its last seconds have had minutes to land.',
  },
  {
    job: 'rekey',
    function: 'rekey',
    path: '/tasks/rekey',
    cron: '40 * * * *',
    ...attempts,
    why: 'After a rotation, the retirement of a key or a deployment with newer rules, what was stored before is brought up to date run by run.',
  },
  {
    job: 'notices',
    function: 'notices',
    path: '/tasks/notices',
    cron: '* * * * *',
    ...attempts,
    why: 'Recipients are told within minutes (GDPR Art. 19); what they did not take is tried again after a minute at first.',
  },
] as const satisfies readonly Schedule[];
