import { createHash } from 'node:crypto';
import { type FunctionEntry, type VariableName, variables } from '../manifest.ts';
import { accountEmail, type Project } from '../provision/project.ts';
import type { Settings } from './settings.ts';

/** The label that says which bundle a service runs. */
export const bundleLabel = 'bundle';

/** The tag of a revision that is tried before it gets traffic. */
export const canaryTag = 'canary';

/** No value holds this character, so gcloud splits the list of variables at it alone. */
const listSeparator = '|';

function listOf(pairs: readonly (readonly [string, string])[]): string {
  const parts = pairs.map(([name, value]) => `${name}=${value}`);
  return `^${listSeparator}^${parts.join(listSeparator)}`;
}

function secretsOf(entry: FunctionEntry): string[] {
  const named = entry.environment.flatMap((name: VariableName): [string, string][] => {
    const { secret } = variables[name] as { readonly secret?: string };
    return secret === undefined ? [] : [[name, `${secret}:latest`]];
  });
  return named.length === 0 ? [] : [`--set-secrets=${listOf(named)}`];
}

/** A function as it is to run, and what names that. */
export type Deployment = {
  readonly arguments: readonly string[];
  /** Of the bundle and of everything that it is deployed with. */
  readonly digest: string;
};

/**
 * How a bundle is deployed as the manifest says.
 * @throws an error when a value holds the character that separates values
 */
export function planDeployment(
  project: Project,
  entry: FunctionEntry,
  bundle: { readonly folder: string; readonly digest: string },
  environment: Settings,
): Deployment {
  const { size } = entry;
  const clash = Object.entries(environment).find(([, value]) => value.includes(listSeparator));
  if (clash !== undefined) throw new Error(`${clash[0]} must not hold ${listSeparator}`);
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
    `--set-env-vars=${listOf(Object.entries(environment))}`,
    ...secretsOf(entry),
  ];
  const hash = createHash('sha256').update(bundle.digest).update(JSON.stringify(told));
  const digest = hash.digest('hex').slice(0, 40);
  const label = `--labels=${bundleLabel}=${digest}`;
  return {
    arguments: ['run', 'deploy', entry.name, `--source=${bundle.folder}`, ...told, label],
    digest,
  };
}
