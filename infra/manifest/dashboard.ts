import { type Alert, alerts, metricOf } from './alerts.ts';

/** A chart of the dashboard. It draws one metric. No metric contains personal data. */
export type Chart = {
  readonly title: string;
  /** The type of the metric in Cloud Monitoring, and the type of the resource that is measured. */
  readonly metric: string;
  readonly resource: string;
  /** A filter, if the chart draws only some of the series of the metric. */
  readonly only?: string;
  /** How Cloud Monitoring makes one value from all values of a series in a minute. */
  readonly each: 'ALIGN_RATE' | 'ALIGN_DELTA' | 'ALIGN_MAX' | 'ALIGN_PERCENTILE_95';
  /**
   * How Cloud Monitoring combines several series. `by` names the labels by which Cloud Monitoring
   * first groups the series.
   */
  readonly all: 'REDUCE_SUM' | 'REDUCE_MAX';
  readonly by: readonly string[];
  /** The question that the chart answers. */
  readonly answers: string;
};

const run = 'cloud_run_revision';
const byFunction = { resource: run, by: ['resource.label.service_name'] } as const;
const firestore = {
  resource: 'firestore_instance',
  each: 'ALIGN_RATE',
  all: 'REDUCE_SUM',
} as const;

const ofFunctions: readonly Chart[] = [
  {
    title: 'Requests a second',
    metric: 'run.googleapis.com/request_count',
    ...byFunction,
    each: 'ALIGN_RATE',
    all: 'REDUCE_SUM',
    answers: 'How much work does each function have?',
  },
  {
    title: 'Failed requests a second (5xx)',
    metric: 'run.googleapis.com/request_count',
    ...byFunction,
    only: 'metric.label.response_code_class="5xx"',
    each: 'ALIGN_RATE',
    all: 'REDUCE_SUM',
    answers: 'Which function fails?',
  },
  {
    title: 'Time of a request, 95th percentile',
    metric: 'run.googleapis.com/request_latencies',
    ...byFunction,
    each: 'ALIGN_PERCENTILE_95',
    all: 'REDUCE_MAX',
    answers: 'Which function is slow?',
  },
  {
    title: 'Instances',
    metric: 'run.googleapis.com/container/instance_count',
    ...byFunction,
    each: 'ALIGN_MAX',
    all: 'REDUCE_SUM',
    answers: 'Is a function near its largest number of instances?',
  },
  {
    title: 'CPU of an instance, 95th percentile',
    metric: 'run.googleapis.com/container/cpu/utilizations',
    ...byFunction,
    each: 'ALIGN_PERCENTILE_95',
    all: 'REDUCE_MAX',
    answers: 'Do bcrypt hashes use up the CPU?',
  },
  {
    title: 'Memory of an instance, 95th percentile',
    metric: 'run.googleapis.com/container/memory/utilizations',
    ...byFunction,
    each: 'ALIGN_PERCENTILE_95',
    all: 'REDUCE_MAX',
    answers: 'Has an instance almost used up its memory?',
  },
];

const ofServices: readonly Chart[] = [
  {
    title: 'Reads of documents a second',
    metric: 'firestore.googleapis.com/document/read_count',
    ...firestore,
    by: ['metric.label.type'],
    answers: 'What causes most of the costs?',
  },
  {
    title: 'Writes of documents a second',
    metric: 'firestore.googleapis.com/document/write_count',
    ...firestore,
    by: ['metric.label.op'],
    answers: 'Is a range of an index near its limit of 500 writes a second?',
  },
  {
    title: 'Deletions of documents a second',
    metric: 'firestore.googleapis.com/document/delete_count',
    ...firestore,
    by: [],
    answers: 'Does the purge work?',
  },
  {
    title: 'Calls to Cloud KMS a second',
    metric: 'serviceruntime.googleapis.com/api/request_count',
    resource: 'consumed_api',
    only: 'resource.label.service="cloudkms.googleapis.com"',
    each: 'ALIGN_RATE',
    all: 'REDUCE_SUM',
    by: ['metric.label.response_code_class'],
    answers:
      'Does Cloud KMS refuse calls, or fail? Is its quota of 1,000 calls a second nearly used up?',
  },
];

/**
 * One chart for each alert. The chart shows the counted lines. So it also shows when the problem
 * began, and in which function.
 */
const ofAlerts = alerts.map(
  (alert: Alert): Chart => ({
    title: alert.title,
    metric: `logging.googleapis.com/user/${metricOf(alert)}`,
    ...byFunction,
    each: 'ALIGN_DELTA',
    all: 'REDUCE_SUM',
    answers: `Alert \`${alert.id}\`: when did it begin, and in which function?`,
  }),
);

/** The dashboard that an operator opens first. */
export const dashboard = {
  title: 'Mayfly',
  charts: [...ofAlerts, ...ofFunctions, ...ofServices],
} as const satisfies { readonly title: string; readonly charts: readonly Chart[] };

/** Returns the filter for the series of a chart, in the filter language of Cloud Monitoring. */
export function seriesOf({ metric, resource, only }: Chart): string {
  const all = [`metric.type="${metric}"`, `resource.type="${resource}"`, ...(only ? [only] : [])];
  return all.join(' AND ');
}
