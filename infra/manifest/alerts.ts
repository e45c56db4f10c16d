import { functionLines } from './log-buckets.ts';

/**
 * A metric that counts log lines of the functions, and its alert. The metric keeps no part of a
 * line.
 */
export type Alert = {
  /** Its metric is `mayfly_<id>`, see {@link metricOf}. */
  readonly id: string;
  readonly title: string;
  /**
   * Counts lines with one of these messages; without any, it counts every error that no other alert
   * counts.
   */
  readonly messages?: readonly string[];
  /** `any`: one line alerts. `none`: so many seconds without a line alert. */
  readonly when: 'any' | { readonly noneForSeconds: number };
  /** How to react to it. */
  readonly fix: string;
};

export const alerts = [
  {
    id: 'purge_overdue',
    title: 'Expired records wait for longer than two hours',
    messages: ['purge is late'],
    when: 'any',
    fix: 'See the runbook, a purge that is behind: look at `oldest_overdue_seconds` and `failed` of the line, and raise `PURGE_SHARDS` if it finds more than it deletes.',
  },
  {
    id: 'purge_runs',
    title: 'No purge has ended for an hour',
    messages: ['purge', 'purge is late'],
    when: { noneForSeconds: 3_600 },
    fix: 'Look whether the job `purge` of Cloud Scheduler is paused or refused, then run `npm run infra -- check`.',
  },
  {
    id: 'keys_waiting',
    title: 'Data keys wait for longer than two hours to be destroyed',
    messages: ['data keys wait'],
    when: 'any',
    fix: 'Look for `part of the purge failed`: a data key is destroyed once nothing carries it any more.',
  },
  {
    id: 'seal_late',
    title: 'Hours of the manager log are not sealed',
    messages: ['seal is late'],
    when: 'any',
    fix: 'Look for `part of the seal failed`, and whether the key `receipts` may be used.',
  },
  {
    id: 'requests_overdue',
    title: 'Requests of persons are past their last day',
    messages: ['requests of persons are overdue'],
    when: 'any',
    fix: 'Tell the tenant, whose people answer requests (GDPR Art. 12(3)).',
  },
  {
    id: 'notices_given_up',
    title: 'A notice to a recipient was not taken for three days',
    messages: ['notice given up'],
    when: 'any',
    fix: 'Tell the tenant, whose recipient has to be told another way (GDPR Art. 19); the console lists the notice.',
  },
  {
    id: 'key_trouble',
    title: 'Cloud KMS does not answer, or refuses',
    messages: ['key service unavailable', 'key service refuses'],
    when: 'any',
    fix: 'Unavailable: it closes by itself. Refuses: compare the grants with `npm run infra -- check`, and look whether somebody disabled a version of the key.',
  },
  {
    id: 'damaged',
    title: 'Something stored does not open',
    messages: ['data key is damaged', 'record cannot be decrypted'],
    when: 'any',
    fix: 'Look who wrote to the databases; restore the document from a backup if nobody expired it.',
  },
  {
    id: 'errors',
    title: 'A function logs errors',
    when: 'any',
    fix: 'Find the request by its `request_id`; the line names class and place of the error.',
  },
] as const satisfies readonly Alert[];

/** The metric of an alert in Cloud Logging. */
export function metricOf({ id }: Pick<Alert, 'id'>): string {
  return `mayfly_${id}`;
}

const quoted = (messages: readonly string[]) =>
  messages.map((message) => `"${message}"`).join(' OR ');

/** The filter of an alert's metric, in the language of Cloud Logging. */
export function filterOf({ messages }: Alert): string {
  if (messages !== undefined)
    return `${functionLines} AND jsonPayload.message=(${quoted(messages)})`;
  const counted = alerts.flatMap((each) => ('messages' in each ? each.messages : []));
  return `${functionLines} AND severity>=ERROR AND NOT jsonPayload.message=(${quoted([...new Set(counted)])})`;
}
