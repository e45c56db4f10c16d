import { defaultSink, logBuckets } from '../../manifest/log-buckets.ts';
import { functions, keyRing, keys, secrets } from '../../manifest.ts';
import { type Guarded, guardedByGcloud, guardedKey, type Policy } from '../policy.ts';
import { type Project, ringName } from '../project.ts';
import type { Found } from '../resource.ts';
import type { ProvisionTools } from '../steps-of.ts';
import type { Finding } from './finding.ts';

/** Anybody in the world, and anybody with a Google account. */
const everybody = new Set(['allUsers', 'allAuthenticatedUsers']);

/** Accounts that Google creates. As editors they can read and write everything. */
const byGoogle = /-compute@developer\.gserviceaccount\.com$|@appspot\.gserviceaccount\.com$/;
const wideRoles = new Set(['roles/owner', 'roles/editor']);

function tooWide({ bindings }: Policy, { name }: Guarded): Finding[] {
  return bindings.flatMap(({ role, members }) =>
    members
      .filter((each) => everybody.has(each) || (wideRoles.has(role) && byGoogle.test(each)))
      .map((member) => ({
        of: `grants on ${name}`,
        problem: `${member} has ${role}, which nobody in the manifest has`,
        fix: `take ${role} from ${member} on ${name}, in the console of Google Cloud or with remove-iam-policy-binding`,
      })),
  );
}

/** Grants to everybody, and to accounts that Google creates. The manifest has none of them. */
async function checkGrants(project: Project, tools: ProvisionTools): Promise<Finding[]> {
  const { gcloud, kms } = tools;
  const ring = ringName(project);
  const guarded = [
    guardedByGcloud(gcloud, 'the project', 'projects', project.id),
    ...secrets.map(({ id }) => guardedByGcloud(gcloud, `secret ${id}`, 'secrets', id)),
    guardedKey(kms, `key ring ${keyRing}`, ring),
    ...keys.map(({ id }) => guardedKey(kms, `key ${id}`, `${ring}/cryptoKeys/${id}`)),
  ];
  const found = await Promise.all(guarded.map(async (each) => tooWide(await each.read(), each)));
  return found.flat();
}

type FoundSink = {
  readonly name: string;
  readonly destination: string;
  readonly disabled?: boolean;
};

/** Sinks of others that copy log lines to an unknown place. */
async function checkSinks({ gcloud }: ProvisionTools): Promise<Finding[]> {
  const sinks = await gcloud.read<FoundSink[]>(['logging', 'sinks', 'list']);
  const known = new Set<string>([...logBuckets.map(({ id }) => id), defaultSink, '_Required']);
  return sinks
    .filter(({ name, disabled }) => !known.has(name) && disabled !== true)
    .map(({ name, destination }) => ({
      of: `log sink ${name}`,
      problem: `it copies log lines to ${destination}, which the manifest does not have`,
      fix: `gcloud logging sinks delete ${name}`,
    }));
}

/** A forwarding rule in another region, or without one, ends TLS outside the manifest’s region. */
async function checkRules(project: Project, { gcloud }: ProvisionTools): Promise<Finding[]> {
  const rules = await gcloud.read<Found[]>(['compute', 'forwarding-rules', 'list']);
  return rules
    .filter(({ region }) => region?.endsWith(`/${project.region}`) !== true)
    .map(({ name, region }) => ({
      of: `forwarding rule ${name}`,
      problem: `it takes requests ${region === undefined ? 'anywhere in the world' : `in ${region.split('/').at(-1)}`}`,
      fix: `delete it: the load balancer of the manifest takes all requests in ${project.region}`,
    }));
}

/** A service that the manifest does not name may run with any rights. */
export function checkUnknownServices(services: readonly { readonly name: string }[]): Finding[] {
  const known = new Set<string>(functions.map(({ name }) => name));
  return services
    .filter(({ name }) => !known.has(name))
    .map(({ name }) => ({
      of: `service ${name}`,
      problem: 'it is no function of the manifest',
      fix: `gcloud run services delete ${name}, or describe it in the manifest`,
    }));
}

/** Resources that others have created in the project, and that the plan does not compare. */
export async function checkOthers(project: Project, tools: ProvisionTools): Promise<Finding[]> {
  const found = await Promise.all([
    checkGrants(project, tools),
    checkSinks(tools),
    checkRules(project, tools),
  ]);
  return found.flat();
}
