import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Gcloud, readIfThere } from '../provision/gcloud.ts';
import type { Tell } from '../provision/plan-project.ts';
import type { Project } from '../provision/project.ts';
import { bundleLabel, canaryTag, type Deployment } from './plan-deployment.ts';

type FoundService = {
  readonly status?: {
    readonly traffic?: readonly { readonly revisionName?: string; readonly percent?: number }[];
    readonly latestReadyRevisionName?: string;
    readonly latestCreatedRevisionName?: string;
  };
};

export type DeployDeps = {
  readonly gcloud: Gcloud;
  readonly project: Project;
  readonly tell: Tell;
  readonly pause: (milliseconds: number) => Promise<void>;
};

/** At first a new revision gets this percentage of the traffic for `canaryMs` milliseconds. */
const canaryPercent = 10;
const canaryMs = 120_000;

/** A deployment that was rolled back, or that never got traffic. */
export class DeploymentFailed extends Error {
  override readonly name = 'DeploymentFailed';
}

function describe({ gcloud, project }: DeployDeps, name: string) {
  const args = ['run', 'services', 'describe', name, `--region=${project.region}`];
  return readIfThere<FoundService>(gcloud, args);
}

type FoundRevision = {
  readonly metadata: { readonly labels?: { readonly [name: string]: string } };
};

/**
 * Returns the revision that gets most of the traffic, and whether it gets all of the traffic. This
 * revision need not be the newest.
 */
function mostServed({ status }: FoundService) {
  const byShare = (status?.traffic ?? []).toSorted((a, b) => (b.percent ?? 0) - (a.percent ?? 0));
  const [most] = byShare;
  if (most?.revisionName === undefined || !most.percent) return undefined;
  return { revision: most.revisionName, isAlone: most.percent === 100 };
}

async function digestOf({ gcloud, project }: DeployDeps, revision: string) {
  const args = ['run', 'revisions', 'describe', revision, `--region=${project.region}`];
  const { metadata } = await gcloud.read<FoundRevision>(args);
  return metadata.labels?.[bundleLabel];
}

/** Deploys with the variables in a file that only this user can read. */
async function deployWith(
  { gcloud }: DeployDeps,
  deployment: Deployment,
  flags: readonly string[],
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'mayfly-deploy-'));
  const file = join(folder, 'variables.yaml');
  try {
    // JSON is YAML too.
    await writeFile(file, JSON.stringify(deployment.environment), { mode: 0o600 });
    await gcloud.run([...deployment.arguments, `--env-vars-file=${file}`, ...flags]);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function setTraffic(deps: DeployDeps, name: string, to: string): Promise<void> {
  const { gcloud, project } = deps;
  await gcloud.run(['run', 'services', 'update-traffic', name, to, `--region=${project.region}`]);
}

/**
 * Tells whether the newest revision has passed its startup probe, and has logged no error.
 */
async function isGood(deps: DeployDeps, name: string): Promise<boolean> {
  const { status } = (await describe(deps, name)) ?? {};
  const revision = status?.latestCreatedRevisionName;
  if (revision === undefined || status?.latestReadyRevisionName !== revision) return false;
  const filter = `resource.labels.revision_name="${revision}" AND severity>=ERROR`;
  const errors = await deps.gcloud.read<unknown[]>([
    'logging',
    'read',
    filter,
    '--limit=1',
    '--freshness=1h',
  ]);
  return errors.length === 0;
}

/**
 * Gives the new revision a part of the traffic, then all traffic. If the new revision is not ready
 * or logs an error, gives all traffic to the earlier revision.
 */
async function shiftTraffic(deps: DeployDeps, name: string, before: string): Promise<void> {
  const { tell, pause } = deps;
  const takeBack = async (why: string) => {
    await setTraffic(deps, name, `--to-revisions=${before}=100`);
    throw new DeploymentFailed(`${name}: ${why}; all traffic goes to ${before} again`);
  };
  if (!(await isGood(deps, name)))
    await takeBack('the new revision is not ready, or has logged errors');
  tell(`${name}: ${canaryPercent} % of the traffic for ${canaryMs / 1_000} s`);
  await setTraffic(deps, name, `--to-tags=${canaryTag}=${canaryPercent}`);
  await pause(canaryMs);
  if (!(await isGood(deps, name)))
    await takeBack('it has logged errors under traffic, or is not ready any more');
  await setTraffic(deps, name, '--to-latest');
  tell(`${name}: all of the traffic`);
}

/**
 * Deploys one function, unless the service already runs this bundle with these settings. The first
 * revision of a service gets all traffic immediately. Each later revision gets no traffic at first,
 * then a tenth, then all. If the new revision does not become ready or logs an error, the earlier
 * revision gets all traffic again.
 * @returns whether anything was deployed
 * @throws DeploymentFailed after the earlier revision got all traffic again, and GcloudFailed if a
 * command fails
 */
export async function deployFunction(deps: DeployDeps, deployment: Deployment): Promise<boolean> {
  const { tell } = deps;
  const { name, digest } = deployment;
  const found = await describe(deps, name);
  const served = found && mostServed(found);
  if (served?.isAlone === true && (await digestOf(deps, served.revision)) === digest) {
    tell(`${name}: unchanged`);
    return false;
  }
  tell(`${name}: deploying`);
  if (served === undefined) {
    await deployWith(deps, deployment, []);
    return true;
  }
  await deployWith(deps, deployment, ['--no-traffic', `--tag=${canaryTag}`]);
  await shiftTraffic(deps, name, served.revision);
  return true;
}
