/**
 * A bucket of Cloud Logging at `locations.compute`, and the log lines that a sink writes into it.
 */
export type LogBucket = {
  readonly id: string;
  readonly keptDays: number;
  /** True if nobody can shorten the retention of the bucket, or delete the bucket. */
  readonly isLocked: boolean;
  /** The filter that chooses the log lines, in the filter language of Cloud Logging. */
  readonly filter: string;
  readonly why: string;
};

/** A filter of Cloud Logging for the lines of all functions. */
export const functionLines = 'resource.type="cloud_run_revision"';

/**
 * A filter for lines that are evidence for the manager log and the receipts. These lines identify
 * entries, seals and receipts by hashes and numbers, and contain no personal data.
 */
const heads = [
  'jsonPayload.message="hour sealed"',
  'jsonPayload.message="receipt issued"',
  'jsonPayload.manager_log:*',
].join(' OR ');

/**
 * A filter for the request logs that Cloud Run itself writes. They contain addresses of callers, so
 * no bucket stores them.
 */
const requestLog = 'LOG_ID("run.googleapis.com/requests")';

export const logBuckets = [
  {
    id: 'mayfly-week',
    keptDays: 7,
    isLocked: false,
    filter: `NOT ${requestLog}`,
    why: 'All log lines of the project except the request logs of Cloud Run. The lines of the functions should contain nothing personal. If a personal value gets in by mistake, it is deleted after a week.',
  },
  {
    id: 'mayfly-heads',
    keptDays: 1_830,
    isLocked: true,
    filter: `${functionLines} AND (${heads})`,
    why: 'Independent evidence: these lines show whether somebody has rewritten the manager log or receipts. The proof of an erasure is kept until the end of the fourth year after the year of the erasure.',
  },
] as const satisfies readonly LogBucket[];

/**
 * The default sink of every project. Its bucket may be anywhere in the world. So the sink is
 * switched off.
 */
export const defaultSink = '_Default';
