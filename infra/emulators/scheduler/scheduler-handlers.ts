import type { protos } from '@google-cloud/scheduler';
import { GrpcFailure, type UnaryHandlers } from '../grpc/grpc-server.ts';
import { paginate } from '../grpc/paginate.ts';
import type { ProtoFields } from '../grpc/proto-fields.ts';
import { toTimestamp } from '../grpc/proto-time.ts';
import type { JobRunner } from './run-jobs.ts';
import { applyUpdate, type Job, parseJob } from './scheduler-jobs.ts';

type Messages = typeof protos.google.cloud.scheduler.v1;
type Fields<Name extends keyof Messages> = ProtoFields<Messages, Name>;

export function createSchedulerHandlers(runner: JobRunner, now: () => number): UnaryHandlers {
  const store = (job: Job): object => {
    runner.set(job);
    return describeJob(job, now());
  };
  const setState = (name: string, from: 'ENABLED' | 'PAUSED', to: 'ENABLED' | 'PAUSED') => {
    const job = findJob(runner, name);
    if (job.fields.state !== from) {
      throw new GrpcFailure('FAILED_PRECONDITION', `The job ${name} is not ${from}.`);
    }
    return store({ ...job, fields: { ...job.fields, state: to } });
  };
  return {
    CreateJob({ parent, job }: Fields<'CreateJobRequest'>) {
      const name = job?.name || `${parent}/jobs/${crypto.randomUUID()}`;
      const parsed = parseJob({
        ...job,
        name,
        state: 'ENABLED',
        status: null,
        lastAttemptTime: null,
        userUpdateTime: toTimestamp(now()),
      });
      if (!name.startsWith(`${parent}/jobs/`)) {
        throw new GrpcFailure('INVALID_ARGUMENT', 'The field job.name is not within parent.');
      }
      if (runner.jobs.has(name)) {
        throw new GrpcFailure('ALREADY_EXISTS', `Job ${name} already exists.`);
      }
      return store(parsed);
    },
    GetJob: ({ name }: Fields<'GetJobRequest'>) => describeJob(findJob(runner, name ?? ''), now()),
    ListJobs(request: Fields<'ListJobsRequest'>) {
      const jobs = [...runner.jobs.values()]
        .filter(({ fields }) => fields.name.startsWith(`${request.parent}/jobs/`))
        .toSorted((a, b) => (a.fields.name < b.fields.name ? -1 : 1));
      const { page, nextPageToken } = paginate(jobs, request);
      return { jobs: page.map((job) => describeJob(job, now())), nextPageToken };
    },
    UpdateJob({ job, updateMask }: Fields<'UpdateJobRequest'>) {
      const current = findJob(runner, job?.name ?? '');
      const fields = applyUpdate(current.fields, job ?? {}, updateMask?.paths ?? []);
      return store(parseJob({ ...fields, userUpdateTime: toTimestamp(now()) }));
    },
    DeleteJob({ name }: Fields<'DeleteJobRequest'>) {
      runner.remove(findJob(runner, name ?? '').fields.name);
      return {};
    },
    PauseJob: ({ name }: Fields<'PauseJobRequest'>) => setState(name ?? '', 'ENABLED', 'PAUSED'),
    ResumeJob: ({ name }: Fields<'ResumeJobRequest'>) => setState(name ?? '', 'PAUSED', 'ENABLED'),
    RunJob({ name }: Fields<'RunJobRequest'>) {
      const job = findJob(runner, name ?? '');
      runner.start(job, now());
      return describeJob(job, now());
    },
  };
}

function findJob(runner: JobRunner, name: string): Job {
  const job = runner.jobs.get(name);
  if (!job) throw new GrpcFailure('NOT_FOUND', `Job ${name} not found.`);
  return job;
}

function describeJob({ fields, cron }: Job, now: number): object {
  const next = fields.state === 'ENABLED' ? cron.nextRun(new Date(now)) : null;
  return { ...fields, ...(next && { scheduleTime: toTimestamp(next.getTime()) }) };
}
