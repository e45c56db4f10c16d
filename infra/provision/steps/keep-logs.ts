import { defaultSink, type LogBucket, logBuckets } from '../../manifest/log-buckets.ts';
import { type Gcloud, gcloudChange } from '../gcloud.ts';
import type { Project } from '../project.ts';
import type { Planned, Step } from '../step.ts';

type FoundBucket = {
  readonly name: string;
  readonly retentionDays?: number;
  readonly locked?: boolean;
};
type FoundSink = {
  readonly name: string;
  readonly destination: string;
  readonly filter?: string;
  readonly disabled?: boolean;
};

function bucketChanges(
  gcloud: Gcloud,
  project: Project,
  bucket: LogBucket,
  found: FoundBucket | undefined,
): Planned[] {
  const where = [bucket.id, `--location=${project.region}`];
  const of = `log bucket ${bucket.id}`;
  const days = `--retention-days=${bucket.keptDays}`;
  const lock = gcloudChange(
    gcloud,
    'change',
    of,
    ['logging', 'buckets', 'update', ...where, '--locked'],
    'it is not locked; a lock can never be taken back',
  );
  if (found === undefined) {
    const make = gcloudChange(gcloud, 'create', of, [
      'logging',
      'buckets',
      'create',
      ...where,
      days,
    ]);
    return bucket.isLocked ? [make, lock] : [make];
  }
  const isKept = found.retentionDays ?? 30;
  if (isKept !== bucket.keptDays && found.locked === true) {
    return [
      {
        kind: 'refused',
        of,
        difference: `it keeps lines for ${isKept} days and is locked`,
        fix: 'the retention of a locked bucket never changes: change the manifest',
      },
    ];
  }
  const difference = `it keeps lines for ${isKept} days, and the manifest says ${bucket.keptDays}`;
  return [
    ...(isKept === bucket.keptDays
      ? []
      : [
          gcloudChange(
            gcloud,
            'change',
            of,
            ['logging', 'buckets', 'update', ...where, days],
            difference,
          ),
        ]),
    ...(bucket.isLocked && found.locked !== true ? [lock] : []),
  ];
}

function sinkChanges(
  gcloud: Gcloud,
  project: Project,
  { id, filter }: LogBucket,
  found: FoundSink | undefined,
): Planned[] {
  const destination = `logging.googleapis.com/projects/${project.id}/locations/${project.region}/buckets/${id}`;
  const args = [id, destination, `--log-filter=${filter}`];
  const of = `log sink ${id}`;
  if (found === undefined) {
    return [gcloudChange(gcloud, 'create', of, ['logging', 'sinks', 'create', ...args])];
  }
  if (found.destination === destination && found.filter === filter && found.disabled !== true) {
    return [];
  }
  const isOff = found.disabled === true;
  const difference = isOff ? 'it is disabled' : 'its filter or its destination is wrong';
  const update = ['logging', 'sinks', 'update', ...args, ...(isOff ? ['--no-disabled'] : [])];
  return [gcloudChange(gcloud, 'change', of, update, difference)];
}

/**
 * Creates the log buckets in the region, and the sinks that fill them. The project's default sink
 * is switched off. Its bucket may be anywhere in the world, and would store every line a second
 * time.
 */
export function keepLogs(gcloud: Gcloud, project: Project): Step {
  return {
    title: 'Logs',
    async plan() {
      const buckets = await gcloud.read<FoundBucket[]>([
        'logging',
        'buckets',
        'list',
        `--location=${project.region}`,
      ]);
      const sinks = await gcloud.read<FoundSink[]>(['logging', 'sinks', 'list']);
      const byName = new Map(sinks.map((sink) => [sink.name, sink]));
      const off = byName.get(defaultSink);
      const own = logBuckets.flatMap((bucket: LogBucket) => [
        ...bucketChanges(
          gcloud,
          project,
          bucket,
          buckets.find(({ name }) => name.endsWith(`/buckets/${bucket.id}`)),
        ),
        ...sinkChanges(gcloud, project, bucket, byName.get(bucket.id)),
      ]);
      if (off === undefined || off.disabled === true) return own;
      const args = ['logging', 'sinks', 'update', defaultSink, '--disabled'];
      const difference = 'it copies every line into a bucket that is not in the manifest';
      return [...own, gcloudChange(gcloud, 'change', `log sink ${defaultSink}`, args, difference)];
    },
  };
}
