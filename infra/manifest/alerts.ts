import { functionLines } from './log-buckets.ts';

/**
 * An alert and its metric. The metric counts log lines of the functions, and keeps no part of a
 * line.
 */
export type Alert = {
  /** The name of the metric is `mayfly_<id>`, see {@link metricOf}. */
  readonly id: string;
  readonly title: string;
  /**
   * The metric counts the lines with one of these messages. If `messages` is missing, the metric
   * counts each error that no other alert counts.
   */
  readonly messages?: readonly string[];
  /**
   * `any`: one line raises the alert. `noneForSeconds`: the alert is raised if no line came for
   * this number of seconds.
   */
  readonly when: 'any' | { readonly noneForSeconds: number };
  /** What an operator must do after the alert. */
  readonly fix: string;
};

export const alerts = [
  {
    id: 'purge_overdue',
    title: 'Expired records are still stored after two hours',
    messages: ['purge is late'],
    when: 'any',
    fix: 'Read “A purge that is behind” in the runbook. Look at `oldest_overdue_seconds` and `failed` in the line. Raise `PURGE_SHARDS` if each run finds more than it deletes.',
  },
  {
    id: 'purge_runs',
    title: 'No run of the purge has finished for an hour',
    messages: ['purge', 'purge is late'],
    when: { noneForSeconds: 3_600 },
    fix: 'Check whether the job `purge` of Cloud Scheduler is paused or refused. Then run `npm run infra -- check`.',
  },
  {
    id: 'keys_waiting',
    title: 'Data keys wait for their destruction for more than two hours',
    messages: ['data keys wait'],
    when: 'any',
    fix: 'Search the log for `part of the purge failed`. The purge destroys a data key only when no document uses it any more.',
  },
  {
    id: 'seal_late',
    title: 'Hours of the manager log are not sealed',
    messages: ['seal is late'],
    when: 'any',
    fix: 'Search the log for `part of the seal failed`. Check whether `seal` may use the key `receipts`.',
  },
  {
    id: 'requests_overdue',
    title: 'Requests of persons are past their due day',
    messages: ['requests of persons are overdue'],
    when: 'any',
    fix: 'Tell the tenant: its people must answer these requests (GDPR Art. 12(3)).',
  },
  {
    id: 'notices_given_up',
    title: 'Mayfly gave up a notice to a recipient',
    messages: ['notice given up'],
    when: 'any',
    fix: 'Tell the tenant: it must inform the recipient in another way (GDPR Art. 19). The console lists the notice.',
  },
  {
    id: 'key_trouble',
    title: 'Cloud KMS does not answer, or refuses calls',
    messages: ['key service unavailable', 'key service refuses'],
    when: 'any',
    fix: 'If Cloud KMS is unavailable, wait: the alert closes by itself. If Cloud KMS refuses calls, compare the grants with `npm run infra -- check`, and check whether somebody disabled a version of the key.',
  },
  {
    id: 'damaged',
    title: 'Stored data cannot be decrypted',
    messages: ['data key is damaged', 'record cannot be decrypted'],
    when: 'any',
    fix: 'Find out who wrote to the databases. If a document was changed, restore it from a backup that was made before the change. If a data key is damaged, nobody can decrypt its records any more, so erase them.',
  },
  {
    id: 'errors',
    title: 'A function logs errors',
    when: 'any',
    fix: 'Find the request by its `request_id`. The line names the class of the error and its place in the code.',
  },
] as const satisfies readonly Alert[];

/** Returns the name of the alert's metric in Cloud Logging. */
export function metricOf({ id }: Pick<Alert, 'id'>): string {
  return `mayfly_${id}`;
}

const quoted = (messages: readonly string[]) =>
  messages.map((message) => `"${message}"`).join(' OR ');

/**
 * Returns the filter for the lines that the alert's metric counts, in the query language of Cloud
 * Logging.
 */
export function filterOf({ messages }: Alert): string {
  if (messages !== undefined)
    return `${functionLines} AND jsonPayload.message=(${quoted(messages)})`;
  const counted = alerts.flatMap((each) => ('messages' in each ? each.messages : []));
  return `${functionLines} AND severity>=ERROR AND NOT jsonPayload.message=(${quoted([...new Set(counted)])})`;
}
