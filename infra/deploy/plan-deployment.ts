import { createHash } from 'node:crypto';
import { type FunctionEntry, type VariableName, variables } from '../manifest.ts';
import { refusedConfiguration } from '../provision/check/check-services.ts';
import { accountEmail, type Project, poolName } from '../provision/project.ts';
import type { Settings } from '../provision/read-settings.ts';

/** The label of a revision. Its value is the digest of the deployment. */
export const bundleLabel = 'bundle';

/**
 * The tag of a new revision. The command uses the tag to give this revision a tenth of the traffic.
 */
export const canaryTag = 'canary';

function secretsOf(entry: FunctionEntry): string[] {
  const named = entry.environment.flatMap((name: VariableName) => {
    const { secret } = variables[name] as { readonly secret?: string };
    return secret === undefined ? [] : [`${name}=${secret}:latest`];
  });
  return named.length === 0 ? [] : [`--set-secrets=${named.join(',')}`];
}

/** The deployment of a function, with the digest that identifies it. */
export type Deployment = {
  readonly name: string;
  /**
   * The arguments of `gcloud` without the variables. Other processes can see arguments, and
   * variables may contain names of people.
   */
  readonly arguments: readonly string[];
  readonly environment: Settings;
  /** A digest of the bundle and of everything that is deployed with it. */
  readonly digest: string;
};

/**
 * Plans the deployment of a bundle, as the manifest says.
 * @throws an error if the function would not start with its variables. The error names the wrong
 * variables, without their values
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
    // The function itself checks its callers. If Cloud Run checked them, it would then remove the
    // signature of the token, and the function could not verify the token.
    '--no-invoker-iam-check',
    `--cpu=${size.cpu}`,
    `--memory=${size.memoryMiB}Mi`,
    `--concurrency=${size.concurrency}`,
    `--max-instances=${size.instancesMax}`,
    `--timeout=${size.timeoutSeconds}`,
    '--startup-probe=httpGet.path=/health,periodSeconds=1,failureThreshold=30',
    // Cloud Build builds the image as this account, in this pool of the region.
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
