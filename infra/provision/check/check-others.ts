import { defaultSink, logBuckets } from '../../manifest/log-buckets.ts';
import { functions } from '../../manifest.ts';
import { readIfThere } from '../gcloud.ts';
import type { Project } from '../project.ts';
import type { Found } from '../resource.ts';
import type { ProvisionTools } from '../steps-of.ts';
import { checkBuilds } from './check-builds.ts';
import { checkGrants } from './check-grants.ts';
import type { Finding } from './finding.ts';

type FoundSink = {
  readonly name: string;
  readonly destination: string;
  readonly disabled?: boolean;
};

/**
 * Finds enabled log sinks that are not in the manifest. Such a sink copies log lines to another
 * place.
 */
async function checkSinks({ gcloud }: ProvisionTools): Promise<Finding[]> {
  const sinks = await gcloud.read<FoundSink[]>(['logging', 'sinks', 'list']);
  const known = new Set<string>([...logBuckets.map(({ id }) => id), defaultSink, '_Required']);
  return sinks
    .filter(({ name, disabled }) => !known.has(name) && disabled !== true)
    .map(({ name, destination }) => ({
      of: `log sink ${name}`,
      problem: `the manifest does not contain this sink, which copies log lines to ${destination}`,
      fix: `gcloud logging sinks delete ${name}`,
    }));
}

/**
 * Finds forwarding rules that are global, or in another region than the manifest's. Such a rule
 * ends TLS outside the manifest's region.
 */
async function checkRules(project: Project, { gcloud }: ProvisionTools): Promise<Finding[]> {
  const rules = await gcloud.read<Found[]>(['compute', 'forwarding-rules', 'list']);
  return rules
    .filter(({ region }) => region?.endsWith(`/${project.region}`) !== true)
    .map(({ name, region }) => ({
      of: `forwarding rule ${name}`,
      problem: `it receives requests ${region === undefined ? 'anywhere in the world' : `in ${region.split('/').at(-1)}`}`,
      fix: `delete it: the load balancer of the manifest receives all requests in ${project.region}`,
    }));
}

/**
 * Finds secrets that a function reads but that have no value. The function does not start without
 * the value, which a person must store by hand.
 */
async function checkSecrets({ gcloud }: ProvisionTools): Promise<Finding[]> {
  const read = new Set<string>(
    functions.flatMap(({ grants }) => grants.secrets.map((each) => each.secret)),
  );
  const checked = [...read].map(async (id): Promise<Finding[]> => {
    const args = ['secrets', 'versions', 'list', id, '--filter=state:ENABLED'];
    const found = await readIfThere<unknown[]>(gcloud, args);
    if (found === undefined || found.length > 0) return [];
    return [
      {
        of: `secret ${id}`,
        problem: 'it has no value, so the function that reads it does not start',
        fix: `gcloud secrets versions add ${id} --data-file=FILE`,
      },
    ];
  });
  return (await Promise.all(checked)).flat();
}

/** Finds services of Cloud Run that are not in the manifest. They may have any rights. */
export function checkUnknownServices(services: readonly { readonly name: string }[]): Finding[] {
  const known = new Set<string>(functions.map(({ name }) => name));
  return services
    .filter(({ name }) => !known.has(name))
    .map(({ name }) => ({
      of: `service ${name}`,
      problem: 'the manifest does not contain it',
      fix: `gcloud run services delete ${name}, or describe it in the manifest`,
    }));
}

/**
 * Finds problems that the plan does not see: secrets without a value, and grants and resources that
 * are not in the manifest.
 */
export async function checkOthers(project: Project, tools: ProvisionTools): Promise<Finding[]> {
  const found = await Promise.all([
    checkGrants(project, tools),
    checkSinks(tools),
    checkSecrets(tools),
    checkRules(project, tools),
    checkBuilds(project, tools.gcloud),
  ]);
  return found.flat();
}
