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
 * An instance keeps at most forty request bodies in memory, each of at most 8 MiB. These
 * bodies need about a third of the instance's memory. Files are never kept in memory as a whole.
 *
 * Each instance limits requests separately. So with ten instances one credential can send ten times
 * `REQUESTS_PER_SECOND`.
 *
 * The time limit is the longest limit that Cloud Run offers, because a large export takes a long
 * time. Each step of an export has its own deadline.
 */
const records = {
  memoryMiB: 1_024,
  concurrency: 40,
  instancesMax: 10,
  timeoutSeconds: 3_600,
} as const;

export const sizes = {
  /**
   * bcrypt takes 100 ms for a hash, and runs on a separate thread. With a second core, the function
   * can answer other requests during this time.
   */
  recordsWithHashes: { ...records, cpu: 2 },
  records: { ...records, cpu: 1 },
  /** For functions whose requests have at most 64 KiB, and are answered within 30 seconds. */
  answers: { cpu: 1, memoryMiB: 512, concurrency: 80, instancesMax: 10, timeoutSeconds: 60 },
  /**
   * For the function whose requests wait for answers from systems of tenants. An instance serves
   * forty requests of at most 1 MiB.
   */
  handsOn: { cpu: 1, memoryMiB: 512, concurrency: 40, instancesMax: 10, timeoutSeconds: 60 },
  /**
   * For a task that has only one run at a time, because a second run would not help. Cloud Run ends
   * a run after 600 s. At that time the Scheduler also stops waiting for the answer.
   */
  task: { cpu: 1, memoryMiB: 512, concurrency: 1, instancesMax: 1, timeoutSeconds: 600 },
  /**
   * For a function that has a task and also other callers. A run of the task takes minutes, and
   * other requests must not wait until it ends. Two runs at the same time do no harm.
   */
  taskWithCallers: {
    cpu: 2,
    memoryMiB: 1_024,
    concurrency: 8,
    instancesMax: 2,
    timeoutSeconds: 600,
  },
} as const satisfies { readonly [kind: string]: Size };
