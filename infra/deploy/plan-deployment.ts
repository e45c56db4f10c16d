import { createHash } from 'node:crypto';
import { type FunctionEntry, type VariableName, variables } from '../manifest.ts';
import { refusedConfiguration } from '../provision/check/check-services.ts';
import { accountEmail, type Project, poolName } from '../provision/project.ts';
import type { Settings } from '../provision/read-settings.ts';

/** The label that says which bundle a service runs. */
export const bundleLabel = 'bundle';

/** The tag of a revision that is tried before it gets traffic. */
export const canaryTag = 'canary';

function secretsOf(entry: FunctionEntry): string[] {
  const named = entry.environment.flatMap((name: VariableName) => {
    const { secret } = variables[name] as { readonly secret?: string };
    return secret === undefined ? [] : [`${name}=${secret}:latest`];
  });
  return named.length === 0 ? [] : [`--set-secrets=${named.join(',')}`];
}

/** A function as it is to run, and what names that. */
export type Deployment = {
  readonly name: string;
  /** Of `gcloud`, but for the variables: these may name people, and other processes see arguments. */
  readonly arguments: readonly string[];
  readonly environment: Settings;
  /** Of the bundle and of everything that it is deployed with. */
  readonly digest: string;
};

/**
 * How a bundle is deployed as the manifest says.
 * @throws an error that names variables with which the function would not start, and no value
 */
export function planDeployment(
  project: Project,
  entry: FunctionEntry,
  bundle: { readonly folder: string; readonly digest: string },
  environment: Settings,
): Deployment {
  const { size } = entry;
  const refused = refusedConfiguration(environment);
  if (refused !== undefined) throw new Error(`${entry.name}: ${refused}`);
  const told = [
    '--function=handler',
    '--base-image=nodejs24',
    `--region=${project.region}`,
    `--service-account=${accountEmail(project, entry.name)}`,
    `--ingress=${entry.ingress === 'public' ? 'internal-and-cloud-load-balancing' : 'internal'}`,
    // Callers are checked in code: after its own check Cloud Run takes the token's signature away.
    '--no-invoker-iam-check',
    `--cpu=${size.cpu}`,
    `--memory=${size.memoryMiB}Mi`,
    `--concurrency=${size.concurrency}`,
    `--max-instances=${size.instancesMax}`,
    `--timeout=${size.timeoutSeconds}`,
    '--startup-probe=httpGet.path=/health,periodSeconds=1,failureThreshold=30',
    // The image is built as this account, and in this pool, which lies in the region.
    `--build-service-account=projects/${project.id}/serviceAccounts/${accountEmail(project, 'packer')}`,
    `--build-worker-pool=${poolName(project)}`,
    ...secretsOf(entry),
  ];
  const hash = createHash('sha256').update(bundle.digest);
  hash.update(JSON.stringify([told, environment]));
  const digest = hash.digest('hex').slice(0, 40);
  const label = `--labels=${bundleLabel}=${digest}`;
  return {
    name: entry.name,
    arguments: ['run', 'deploy', entry.name, `--source=${bundle.folder}`, ...told, label],
    environment,
    digest,
  };
}
