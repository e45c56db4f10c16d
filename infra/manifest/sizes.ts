/** The resources of one instance of a function, and the highest number of instances. */
export type Size = {
  readonly cpu: 1 | 2;
  readonly memoryMiB: number;
  /** The number of requests that one instance serves at the same time. */
  readonly concurrency: number;
  readonly instancesMax: number;
  /** Seconds after which Cloud Run ends a request in any case. */
  readonly timeoutSeconds: number;
};

/**
 * A third of the memory is enough for forty bodies of 8 MiB, the largest that are kept in memory.
 * Files are never kept in memory as a whole.
 *
 * Each instance limits requests separately. So with ten instances one credential can send ten times
 * `REQUESTS_PER_SECOND`.
 *
 * The time limit is the longest that Cloud Run offers, because a large export takes long. Each step
 * of an export has its own deadline.
 */
const records = {
  memoryMiB: 1_024,
  concurrency: 40,
  instancesMax: 10,
  timeoutSeconds: 3_600,
} as const;

export const sizes = {
  /**
   * bcrypt takes 100 ms for a hash, and runs on a thread of its own. With a second core, the
   * function answers other requests meanwhile.
   */
  recordsWithHashes: { ...records, cpu: 2 },
  records: { ...records, cpu: 1 },
  /** For requests with at most 64 KiB, which are answered within 30 seconds. */
  answers: { cpu: 1, memoryMiB: 512, concurrency: 80, instancesMax: 10, timeoutSeconds: 60 },
  /** For forty requests with 1 MiB each, which wait for answers from systems of tenants. */
  handsOn: { cpu: 1, memoryMiB: 512, concurrency: 40, instancesMax: 10, timeoutSeconds: 60 },
  /**
   * For a task that runs once at a time, because a second run at the same time would not help.
   * Cloud Run ends a run after 600 s, when the Scheduler stops waiting for its answer.
   */
  task: { cpu: 1, memoryMiB: 512, concurrency: 1, instancesMax: 1, timeoutSeconds: 600 },
  /**
   * For a task that operators call too. A run takes minutes, so their requests must not wait for
   * its end. A second run at the same time does no harm.
   */
  taskWithCallers: {
    cpu: 2,
    memoryMiB: 1_024,
    concurrency: 8,
    instancesMax: 2,
    timeoutSeconds: 600,
  },
} as const satisfies { readonly [kind: string]: Size };
