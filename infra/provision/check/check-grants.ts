import { keyRing, keys, secrets } from '../../manifest.ts';
import { type Gcloud, readIfThere } from '../gcloud.ts';
import { type Guarded, guardedByGcloud, guardedKey } from '../policy.ts';
import { accountEmail, accountId, type Project, ringName } from '../project.ts';
import { readProjectNumber } from '../read-project-number.ts';
import { accountNames } from '../steps/create-accounts.ts';
import type { FoundRole } from '../steps/create-roles.ts';
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
 * have owners.
 */
const using = [
  /^roles\/(?:editor|viewer)$/,
  /^roles\/cloudkms\.(?:admin|crypto|signer|raw)/,
  /^roles\/datastore\.(?!index|keyVisualizer)/,
  /^roles\/(?:firebase|firebaserules)\.(?:admin|.*[dD]evelop)/,
  /^roles\/secretmanager\.(?:admin|secretAccessor|secretVersionManager)/,
  /^roles\/iam\.(?:roleAdmin|serviceAccount(?:Admin|KeyAdmin|OpenIdTokenCreator|TokenCreator|User)|workloadIdentityUser|securityAdmin)/,
  /^roles\/resourcemanager\.projectIamAdmin$/,
];

/**
 * Returns whether a permission of a custom role allows the same as the roles in {@link using}. Most
 * permissions to get or list something show only settings. On entities they show documents.
 */
function isUsing(permission: string): boolean {
  if (permission.startsWith('datastore.entities.')) return true;
  if (permission.startsWith('datastore.indexes.')) return false;
  return (
    /^(?:cloudkms|datastore|firebaserules|iam|secretmanager)\.|^resourcemanager\.projects\.setIamPolicy$/.test(
      permission,
    ) && !/\.(?:get|getIamPolicy|getMetadata|list\w*|viewPublicKey)$/.test(permission)
  );
}

const notGiven = 'which the manifest does not give';

/**
 * Says what is wrong if a person or a foreign account has this role. Returns undefined if nothing
 * is wrong. `gcloud` tells the permissions of the project's custom roles, but not of others.
 */
async function faultOf(gcloud: Gcloud, { id }: Project, role: string): Promise<string | undefined> {
  if (role.startsWith('roles/'))
    return using.some((each) => each.test(role)) ? notGiven : undefined;
  const [, own] = role.split(`projects/${id}/roles/`);
  const describe = ['iam', 'roles', 'describe'];
  const found =
    own === undefined ? undefined : await readIfThere<FoundRole>(gcloud, [...describe, own]);
  if (found === undefined) return 'a custom role whose permissions are not known';
  return found.includedPermissions?.some(isUsing) === true ? notGiven : undefined;
}

async function tooWide(
  gcloud: Gcloud,
  project: Project,
  projectNumber: string,
  guarded: Guarded,
): Promise<Finding[]> {
  // If a grant of one of our own accounts is too wide, the plan already removes it. So the check
  // does not report it.
  const ours = new Set(accountNames.map((each) => `serviceAccount:${accountEmail(project, each)}`));
  const faultFor = async (member: string, role: string) => {
    const isOwnedByGoogle = byGoogle.test(member) && role === 'roles/owner';
    if (everybody.has(member) || isOwnedByGoogle) return notGiven;
    if (ours.has(member) || isAgent(member, projectNumber)) return undefined;
    return faultOf(gcloud, project, role);
  };
  const { bindings } = await guarded.read();
  const found = bindings.flatMap(({ role, members }) =>
    members.map(async (member): Promise<Finding[]> => {
      const fault = await faultFor(member, role);
      if (fault === undefined) return [];
      return [
        {
          of: `grants on ${guarded.name}`,
          problem: `${member} has ${role}, ${fault}`,
          fix: `take ${role} from ${member} on ${guarded.name}, in the console of Google Cloud or with remove-iam-policy-binding`,
        },
      ];
    }),
  );
  return (await Promise.all(found)).flat();
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
    guarded.map((each) => tooWide(gcloud, project, projectNumber, each)),
  );
  return found.flat();
}

function guardedAccount({ gcloud }: ProvisionTools, project: Project, name: string): Guarded {
  const group = ['iam', 'service-accounts'];
  return guardedByGcloud(gcloud, `account ${accountId(name)}`, group, accountEmail(project, name));
}
