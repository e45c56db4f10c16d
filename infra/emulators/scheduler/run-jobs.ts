import { toTimestamp } from '../grpc/proto-time.ts';
import { followSchedule } from './follow-schedule.ts';
import { retryJob } from './retry-job.ts';
import { type AttemptResult, attemptJob } from './scheduler-attempt.ts';
import type { Job } from './scheduler-jobs.ts';
import type { TokenIssuer } from './token-issuer.ts';

export interface JobRunner {
  jobs: ReadonlyMap<string, Job>;
  /** Adds or replaces the job, and follows its schedule while the job is enabled. */
  set(job: Job): void;
  remove(name: string): void;
  /** Starts a run with its retries, and does not wait for its end. */
  start(job: Job, scheduledAt: number): void;
  /** Makes one attempt. Rejects if the job is unknown, or if there is no answer. */
  runOnce(name: string): Promise<AttemptResult>;
  stop(): Promise<void>;
}

const unavailable = 14;

export function runJobs({
  issuer,
  now,
  onError,
}: {
  issuer: TokenIssuer;
  now: () => number;
  onError: (error: Error) => void;
}): JobRunner {
  const jobs = new Map<string, Job>();
  const schedules = new Map<string, () => void>();
  const running = new Map<Promise<unknown>, string>();
  const abort = new AbortController();

  const attempt = async (job: Job, scheduledAt: number) => {
    job.fields.lastAttemptTime = toTimestamp(now());
    const { signal } = abort;
    try {
      const result = await attemptJob({ job: job.fields, scheduledAt, issuer, now, signal });
      const failed = result.status < 200 || result.status > 299;
      job.fields.status = failed ? { code: unavailable } : {};
      return result;
    } catch (error) {
      job.fields.status = { code: unavailable };
      throw new Error(`The job ${job.fields.name} got no answer`, { cause: error });
    }
  };

  const track = <T>(name: string, run: Promise<T>): Promise<T> => {
    const forget = () => void running.delete(settled);
    const settled: Promise<void> = run.then(forget, forget);
    running.set(settled, name);
    return run;
  };

  const start = (job: Job, scheduledAt: number) => {
    const run = retryJob(job.fields, () => attempt(job, scheduledAt), abort.signal);
    track(job.fields.name, run).then(
      ({ status }) => {
        if (status >= 200 && status <= 299) return;
        onError(new Error(`The job ${job.fields.name} was answered with status ${status}`));
      },
      (error: unknown) => {
        if (!abort.signal.aborted) onError(error as Error);
      },
    );
  };

  const remove = (name: string) => {
    schedules.get(name)?.();
    schedules.delete(name);
    jobs.delete(name);
  };

  return {
    jobs,
    start,
    remove,
    set(job) {
      const { name } = job.fields;
      remove(name);
      jobs.set(name, job);
      if (job.fields.state !== 'ENABLED' || abort.signal.aborted) return;
      const tick = (scheduledAt: number) => {
        // As in the real service, a tick starts no run of a job while another run of this job goes
        // on.
        if (![...running.values()].includes(name)) start(job, scheduledAt);
      };
      schedules.set(name, followSchedule(job.cron, now, tick));
    },
    runOnce: async (name) => {
      const job = findJob(jobs, name);
      return track(job.fields.name, attempt(job, now()));
    },
    async stop() {
      for (const unfollow of schedules.values()) unfollow();
      schedules.clear();
      abort.abort();
      await Promise.all(running.keys());
    },
  };
}

function findJob(jobs: ReadonlyMap<string, Job>, name: string): Job {
  const exact = jobs.get(name);
  if (exact) return exact;
  const [job, ...others] = [...jobs.values()].filter((candidate) =>
    candidate.fields.name.endsWith(`/jobs/${name}`),
  );
  if (!job || others.length > 0)
    throw new Error(`There is no job with the id ${name}, or there are several`);
  return job;
}
