import type { KeyManagementServiceClient } from '@google-cloud/kms';
import {
  actingRole,
  type Builder,
  builders,
  functions,
  type Grants,
  keyRing,
  keys,
  operators,
  roleOfSecrets,
  roleOfUse,
  schedulerAccount,
  secrets,
} from '../../manifest.ts';
import type { Gcloud } from '../gcloud.ts';
import {
  type Binding,
  type Condition,
  type Guarded,
  guardedByGcloud,
  guardedKey,
  type Policy,
} from '../policy.ts';
import { accountEmail, accountId, databaseName, type Project, ringName } from '../project.ts';
import type { Planned, Step } from '../step.ts';
import { accountNames } from './create-accounts.ts';
import { roleIdOf } from './create-roles.ts';

/** A grant to one account on one resource. */
type Grant = { readonly member: string; readonly role: string; readonly condition?: Condition };

/**
 * Accounts that get exactly the grants of the manifest. The restorer is not in this list. A person
 * gives the restorer its grants by hand, for the time of a restore.
 */
const grantees: readonly { readonly name: string; readonly grants: Grants }[] = [
  ...functions,
  ...operators.filter(({ name }) => name !== 'restorer'),
  ...builders,
];

function memberOf(project: Project, name: string): string {
  return `serviceAccount:${accountEmail(project, name)}`;
}

/**
 * Returns the full name of a role. If the project itself defines the role, its name contains the
 * project.
 */
function roleNamed(project: Project, role: string): string {
  return role.startsWith('roles/') ? role : `projects/${project.id}/roles/${role}`;
}

function onDatabase(project: Project, database: string): Condition {
  const type = 'resource.type == "firestore.googleapis.com/Database"';
  const name = `resource.name == "${databaseName(project, database)}"`;
  return { title: database, expression: `${type} && ${name}` };
}

const sameGrant = (left: Grant, right: Grant) =>
  left.member === right.member &&
  left.role === right.role &&
  left.condition?.expression === right.condition?.expression;

const without = (grants: readonly Grant[], others: readonly Grant[]) =>
  grants.filter((grant) => !others.some((other) => sameGrant(grant, other)));

function describeGrant({ member, role, condition }: Grant): string {
  const on = condition === undefined ? '' : ` on ${condition.title}`;
  return `${member.replace('serviceAccount:', '')} ${role.split('/').at(-1)}${on}`;
}

/** The grants of a policy, separately for each member. */
function grantsIn({ bindings }: Policy): Grant[] {
  return bindings.flatMap(({ role, members, condition }) =>
    members.map((member) => ({ member, role, ...(condition !== undefined && { condition }) })),
  );
}

function bindingsOf(grants: readonly Grant[]): Binding[] {
  const byRole = Map.groupBy(grants, ({ role, condition }) => `${role} ${condition?.expression}`);
  return [...byRole.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const { role, condition } = first;
    const members = same.map(({ member }) => member);
    return [{ role, members, ...(condition !== undefined && { condition }) }];
  });
}

/** The grants of the builders for the whole project. */
function inProject(project: Project): Grant[] {
  return builders.flatMap(({ name, roles }: Builder) =>
    roles.map(({ role }) => ({
      member: memberOf(project, name),
      role: roleNamed(project, role),
    })),
  );
}

/** The grants with which builders may act as this account. */
function actingAs(project: Project, account: string): Grant[] {
  const isDeployed = [schedulerAccount, ...functions.map(({ name }) => name)].includes(account);
  return builders
    .filter(({ actsAs }: Builder) => actsAs && (isDeployed || actsAs.builders.includes(account)))
    .map(({ name }) => ({ member: memberOf(project, name), role: actingRole }));
}

/** The changes for the policy of a resource. Only grants of Mayfly's accounts change. */
async function changesOn(
  project: Project,
  guarded: Guarded,
  wanted: readonly Grant[],
): Promise<Planned[]> {
  const ours = new Set(accountNames.map((name) => memberOf(project, name)));
  const found = grantsIn(await guarded.read()).filter(({ member }) => ours.has(member));
  const missing = without(wanted, found);
  const needless = without(found, wanted);
  if (missing.length + needless.length === 0) return [];
  const told = [
    ...missing.map((grant) => `give ${describeGrant(grant)}`),
    ...needless.map((grant) => `take ${describeGrant(grant)}`),
  ];
  return [
    {
      kind: found.length === 0 ? 'create' : 'change',
      of: `grants on ${guarded.name}`,
      difference: told.join('; '),
      carryOut: async () => {
        const policy = await guarded.read();
        const others = grantsIn(policy).filter(({ member }) => !ours.has(member));
        await guarded.write({ ...policy, bindings: bindingsOf([...others, ...wanted]) });
      },
    },
  ];
}

/**
 * Gives Mayfly's accounts the grants of the manifest, and takes their other grants on the same
 * resources away. The restorer gets no grants here, and loses those that a person gave it.
 */
export function grantRoles(
  gcloud: Gcloud,
  kms: KeyManagementServiceClient,
  project: Project,
): Step {
  const onDatabases = grantees.flatMap(({ name, grants }) =>
    grants.databases.map(({ database, may }) => ({
      member: memberOf(project, name),
      role: `projects/${project.id}/roles/${roleIdOf(may)}`,
      condition: onDatabase(project, database),
    })),
  );
  const onKey = (id: string) =>
    grantees.flatMap(({ name, grants }) =>
      grants.keys
        .filter(({ key }) => key === id)
        .map(({ use }) => ({
          member: memberOf(project, name),
          role: roleNamed(project, roleOfUse[use]),
        })),
    );
  const onSecret = (id: string) =>
    grantees
      .filter(({ grants }) => grants.secrets.some(({ secret }) => secret === id))
      .map(({ name }) => ({ member: memberOf(project, name), role: roleOfSecrets }));
  const accountNamed = (name: string) =>
    guardedByGcloud(
      gcloud,
      `account ${accountId(name)}`,
      ['iam', 'service-accounts'],
      accountEmail(project, name),
    );
  const keyNamed = (id: string) =>
    guardedKey(kms, `key ${id}`, `${ringName(project)}/cryptoKeys/${id}`);
  return {
    title: 'Grants',
    async plan() {
      const changes = await Promise.all([
        changesOn(project, guardedByGcloud(gcloud, 'the project', ['projects'], project.id), [
          ...onDatabases,
          ...inProject(project),
        ]),
        ...secrets.map(({ id }) =>
          changesOn(
            project,
            guardedByGcloud(gcloud, `secret ${id}`, ['secrets'], id),
            onSecret(id),
          ),
        ),
        ...accountNames.map((name) =>
          changesOn(project, accountNamed(name), actingAs(project, name)),
        ),
        // A role on the ring would allow the use of every key in it. So none of our accounts may
        // have such a role.
        changesOn(project, guardedKey(kms, `key ring ${keyRing}`, ringName(project)), []),
        ...keys.map(({ id }) => changesOn(project, keyNamed(id), onKey(id))),
      ]);
      return changes.flat();
    },
  };
}
