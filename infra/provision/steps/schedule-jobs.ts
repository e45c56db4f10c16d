import type { CloudSchedulerClient, protos } from '@google-cloud/scheduler';
import { type Schedule, schedulerAccount, schedules } from '../../manifest.ts';
import type { Gcloud } from '../gcloud.ts';
import { isStatus } from '../is-status.ts';
import { accountEmail, jobsParent, type Project, serviceUrl } from '../project.ts';
import { readProjectNumber } from '../read-project-number.ts';
import type { Planned, Step } from '../step.ts';

type Job = protos.google.cloud.scheduler.v1.IJob;
type FoundService = { readonly metadata: { readonly name: string } };

/** The addresses of functions, by name. A function that is not deployed yet is missing. */
export type Addresses = ReadonlyMap<string, string>;

/**
 * The addresses of deployed functions. Cloud Run makes an address from the function's name and the
 * project's number. So this code calculates the address, and does not read it.
 */
export async function deployedAddresses(gcloud: Gcloud, project: Project): Promise<Addresses> {
  const args = ['run', 'services', 'list', `--region=${project.region}`];
  const services = await gcloud.read<FoundService[]>(args);
  if (services.length === 0) return new Map();
  const number = await readProjectNumber(gcloud, project);
  return new Map(
    services.map(({ metadata: { name } }) => [name, serviceUrl(project, number, name)]),
  );
}

/**
 * A job as the manifest describes it. The audience of the Scheduler's token is the address of the
 * function.
 */
function jobOf(project: Project, schedule: Schedule, url: string, account: string) {
  return {
    name: `${jobsParent(project)}/jobs/${schedule.job}`,
    schedule: schedule.cron,
    timeZone: 'UTC',
    httpTarget: {
      uri: `${url}${schedule.path}`,
      httpMethod: 'POST',
      oidcToken: { serviceAccountEmail: account, audience: url },
    },
    attemptDeadline: { seconds: schedule.attemptDeadlineSeconds },
    retryConfig: { retryCount: schedule.retries },
  } as const;
}

/** The properties of a job that are compared with the manifest, by their names in the plan. */
function describeJob(job: Job): { readonly [what: string]: string } {
  const { httpTarget } = job;
  return {
    schedule: `${job.schedule} ${job.timeZone}`,
    address: httpTarget?.uri ?? '',
    audience: httpTarget?.oidcToken?.audience ?? '',
    account: httpTarget?.oidcToken?.serviceAccountEmail ?? '',
    deadline: `${Number(job.attemptDeadline?.seconds ?? 0)} s`,
    retries: String(job.retryConfig?.retryCount ?? 0),
  };
}

function jobChanges(
  scheduler: CloudSchedulerClient,
  parent: string,
  wanted: ReturnType<typeof jobOf>,
  found: Job | undefined,
): Planned[] {
  const of = `job ${wanted.name.split('/').at(-1)}`;
  if (found === undefined) {
    const carryOut = async () => {
      await scheduler.createJob({ parent, job: wanted });
    };
    return [{ kind: 'create', of, carryOut }];
  }
  const is = describeJob(found);
  const must = describeJob(wanted);
  const different = Object.keys(must).filter((what) => is[what] !== must[what]);
  const resumed: Planned[] =
    found.state === 'PAUSED'
      ? [
          {
            kind: 'change',
            of,
            difference: 'it is paused',
            carryOut: async () => {
              await scheduler.resumeJob({ name: wanted.name });
            },
          },
        ]
      : [];
  if (different.length === 0) return resumed;
  const told = different.map(
    (what) => `${what} is ${is[what]}, and the manifest says ${must[what]}`,
  );
  return [
    {
      kind: 'change',
      of,
      difference: told.join('; '),
      carryOut: async () => {
        await scheduler.updateJob({
          job: wanted,
          updateMask: {
            paths: ['schedule', 'time_zone', 'http_target', 'attempt_deadline', 'retry_config'],
          },
        });
      },
    },
    ...resumed,
  ];
}

async function listJobs(scheduler: CloudSchedulerClient, parent: string): Promise<Job[]> {
  try {
    return (await scheduler.listJobs({ parent }))[0];
  } catch (error) {
    if (isStatus(error, 'NOT_FOUND')) return [];
    throw error;
  }
}

/**
 * Makes or corrects the jobs of Cloud Scheduler, and resumes paused ones. A job needs the address
 * of its function, so the job waits for the first deployment of the function.
 */
export function scheduleJobs(
  scheduler: CloudSchedulerClient,
  project: Project,
  findAddresses: () => Promise<Addresses>,
  account = accountEmail(project, schedulerAccount),
): Step {
  return {
    title: 'Jobs',
    followsDeployment: true,
    async plan() {
      const addresses = await findAddresses();
      const parent = jobsParent(project);
      const jobs = await listJobs(scheduler, parent);
      const byName = new Map(jobs.map((job) => [job.name ?? '', job]));
      return schedules.flatMap((schedule: Schedule): Planned[] => {
        const url = addresses.get(schedule.function);
        if (url === undefined) {
          const difference = `the function ${schedule.function} is not deployed yet`;
          return [{ kind: 'waits', of: `job ${schedule.job}`, difference }];
        }
        const wanted = jobOf(project, schedule, url, account);
        return jobChanges(scheduler, parent, wanted, byName.get(wanted.name));
      });
    },
  };
}
