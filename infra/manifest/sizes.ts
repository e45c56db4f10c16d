/** What an instance of a function is given, and how many there may be. */
export type Size = {
  readonly cpu: 1 | 2;
  readonly memoryMiB: number;
  /** Requests that one instance takes at once. */
  readonly concurrency: number;
  readonly instancesMax: number;
  /** Seconds after which Cloud Run ends a request, whatever it is doing. */
  readonly timeoutSeconds: number;
};

/**
 * Forty bodies of 8 MiB, the largest that are held in memory, fit into a third of the memory. Files
 * are never held in memory. Ten instances let one credential send ten times `REQUESTS_PER_SECOND`.
 * A large export streams for long, and each of its steps has a deadline of its own, so the time
 * limit is the longest that Cloud Run offers.
 */
const records = {
  memoryMiB: 1_024,
  concurrency: 40,
  instancesMax: 10,
  timeoutSeconds: 3_600,
} as const;

export const sizes = {
  /** bcrypt takes 100 ms a hash on threads beside the event loop: a second core keeps other answers going. */
  recordsWithHashes: { ...records, cpu: 2 },
  records: { ...records, cpu: 1 },
  /** Bodies of 64 KiB, and an answer within 30 seconds or none. */
  answers: { cpu: 1, memoryMiB: 512, concurrency: 80, instancesMax: 10, timeoutSeconds: 60 },
  /** Forty bodies of 1 MiB, which wait for systems of tenants. */
  handsOn: { cpu: 1, memoryMiB: 512, concurrency: 40, instancesMax: 10, timeoutSeconds: 60 },
  /**
   * One run at a time, which ends when the Scheduler stops waiting. A second run at once would
   * bring no gain.
   */
  task: { cpu: 1, memoryMiB: 512, concurrency: 1, instancesMax: 1, timeoutSeconds: 600 },
  /**
   * A task that operators call too. A run takes minutes, so their requests must not wait for its end.
   * A second run at once does no harm.
   */
  taskWithCallers: {
    cpu: 2,
    memoryMiB: 1_024,
    concurrency: 8,
    instancesMax: 2,
    timeoutSeconds: 600,
  },
} as const satisfies { readonly [kind: string]: Size };
