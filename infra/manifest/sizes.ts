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
 * Forty bodies of 8 MiB, the largest that are kept in memory, fit into a third of the memory. Files
 * are never kept in memory as a whole. Each instance limits requests separately. So with ten
 * instances one credential can send ten times `REQUESTS_PER_SECOND`. A large export takes long, and
 * each of its steps has its own deadline. So the time limit is the longest that Cloud Run offers.
 */
const records = {
  memoryMiB: 1_024,
  concurrency: 40,
  instancesMax: 10,
  timeoutSeconds: 3_600,
} as const;

export const sizes = {
  /**
   * bcrypt takes 100 ms for a hash, on threads that run beside the event loop. With a second core,
   * other requests continue meanwhile.
   */
  recordsWithHashes: { ...records, cpu: 2 },
  records: { ...records, cpu: 1 },
  /** For bodies of 64 KiB, and an answer within 30 seconds. */
  answers: { cpu: 1, memoryMiB: 512, concurrency: 80, instancesMax: 10, timeoutSeconds: 60 },
  /** For forty bodies of 1 MiB, while the function waits for systems of tenants. */
  handsOn: { cpu: 1, memoryMiB: 512, concurrency: 40, instancesMax: 10, timeoutSeconds: 60 },
  /**
   * For one run at a time. Cloud Run ends a run when the Scheduler stops waiting for it. A second
   * run at the same time would not help.
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
