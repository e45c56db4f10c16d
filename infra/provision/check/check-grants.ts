import { keyRing, keys, secrets } from '../../manifest.ts';
import { type Guarded, guardedByGcloud, guardedKey, type Policy } from '../policy.ts';
import { accountEmail, accountId, type Project, ringName } from '../project.ts';
import { readProjectNumber } from '../read-project-number.ts';
import { accountNames } from '../steps/create-accounts.ts';
import type { ProvisionTools } from '../steps-of.ts';
import type { Finding } from './finding.ts';

/** The members that mean anybody in the world, and anybody with a Google account. */
const everybody = new Set(['allUsers', 'allAuthenticatedUsers']);

/**
 * Default accounts, which Google itself creates in each project. People may have the role `owner`,
 * but the check reports a default account with this role.
 */
const byGoogle = /-compute@developer\.gserviceaccount\.com$|@appspot\.gserviceaccount\.com$/;

const cloudServices = 'cloudservices.gserviceaccount.com';

/**
 * Tells whether a member is an account that Google's own services use in this project. The address
 * contains the project's number and a project of Google. Anybody may choose the part before the @
 * in a project of his own, so this part alone proves nothing.
 * Source: https://cloud.google.com/iam/docs/service-agents
 */
function isAgent(member: string, projectNumber: string): boolean {
  const [name, place = ''] = member.split('@');
  const isService =
    name === `serviceAccount:service-${projectNumber}` &&
    /^(?:gcp-sa-[a-z-]+|serverless-robot-prod|compute-system|firebase-rules|gs-project-accounts|containerregistry)\.iam\.gserviceaccount\.com$/.test(
      place,
    );
  const isCloudServices = member === `serviceAccount:${projectNumber}@${cloudServices}`;
  return isService || isCloudServices;
}

/**
 * Predefined roles with which somebody may read, decrypt or change stored data, or grant access to
 * it. `roles/viewer` reads every document. `roles/owner` is not in the list, because a project may
 * have owners. The check does not look into custom roles.
 */
const using = [
  /^roles\/(?:editor|viewer)$/,
  /^roles\/cloudkms\.(?:admin|crypto|signer|raw)/,
  /^roles\/datastore\.(?!index|keyVisualizer)/,
  /^roles\/(?:firebase|firebaserules)\.(?:admin|.*[dD]evelop)/,
  /^roles\/secretmanager\.(?:admin|secretAccessor|secretVersionManager)/,
  /^roles\/iam\.(?:serviceAccount(?:Admin|KeyAdmin|OpenIdTokenCreator|TokenCreator|User)|workloadIdentityUser|securityAdmin)/,
  /^roles\/resourcemanager\.projectIamAdmin$/,
];

const isWide = (role: string) => using.some((each) => each.test(role));

function tooWide(
  project: Project,
  projectNumber: string,
  { bindings }: Policy,
  { name }: Guarded,
): Finding[] {
  // If a grant of one of our own accounts is too wide, the plan already removes it. So the check
  // does not report it.
  const ours = new Set(accountNames.map((each) => `serviceAccount:${accountEmail(project, each)}`));
  const isForeign = (role: string, member: string) =>
    everybody.has(member) ||
    (!ours.has(member) && !isAgent(member, projectNumber) && isWide(role)) ||
    (byGoogle.test(member) && role === 'roles/owner');
  return bindings.flatMap(({ role, members }) =>
    members
      .filter((member) => isForeign(role, member))
      .map((member) => ({
        of: `grants on ${name}`,
        problem: `${member} has ${role}, which the manifest does not give`,
        fix: `take ${role} from ${member} on ${name}, in the console of Google Cloud or with remove-iam-policy-binding`,
      })),
  );
}

/**
 * Finds grants that the manifest does not give. Each of these grants lets everybody use a resource,
 * or lets a person or a foreign account use stored data.
 */
export async function checkGrants(project: Project, tools: ProvisionTools): Promise<Finding[]> {
  const { gcloud, kms } = tools;
  const ring = ringName(project);
  const guarded = [
    guardedByGcloud(gcloud, 'the project', ['projects'], project.id),
    ...secrets.map(({ id }) => guardedByGcloud(gcloud, `secret ${id}`, ['secrets'], id)),
    ...accountNames.map((name) => guardedAccount(tools, project, name)),
    guardedKey(kms, `key ring ${keyRing}`, ring),
    ...keys.map(({ id }) => guardedKey(kms, `key ${id}`, `${ring}/cryptoKeys/${id}`)),
  ];
  const projectNumber = await readProjectNumber(gcloud, project);
  const found = await Promise.all(
    guarded.map(async (each) => tooWide(project, projectNumber, await each.read(), each)),
  );
  return found.flat();
}

function guardedAccount({ gcloud }: ProvisionTools, project: Project, name: string): Guarded {
  const group = ['iam', 'service-accounts'];
  return guardedByGcloud(gcloud, `account ${accountId(name)}`, group, accountEmail(project, name));
}
