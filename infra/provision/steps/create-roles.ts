import type { EntityPermission } from '../../manifest.ts';
import { destroyingRole, functions, inspectingRole, operators } from '../../manifest.ts';
import { type Gcloud, gcloudChange, readIfThere } from '../gcloud.ts';
import type { Planned, Step } from '../step.ts';

/** A custom role as `gcloud` describes it. */
export type FoundRole = {
  readonly includedPermissions?: readonly string[];
  readonly deleted?: boolean;
};

const order: readonly EntityPermission[] = ['get', 'list', 'create', 'update', 'delete'];

function inOrder(may: readonly EntityPermission[]): EntityPermission[] {
  return order.filter((each) => may.includes(each));
}

/** The id of the custom role that allows exactly these kinds of access to a database. */
export function roleIdOf(may: readonly EntityPermission[]): string {
  return `mayfly_entities_${inOrder(may).join('_')}`;
}

/**
 * The custom roles for databases that the manifest needs: the permissions of each role, by its id.
 */
export function permissionSets(): ReadonlyMap<string, readonly string[]> {
  const grants = [...functions, ...operators].flatMap((each) => each.grants.databases);
  return new Map(
    grants.map(({ may }) => [
      roleIdOf(may),
      inOrder(may).map((each) => `datastore.entities.${each}`),
    ]),
  );
}

async function changesOf(
  gcloud: Gcloud,
  id: string,
  permissions: readonly string[],
): Promise<Planned[]> {
  const found = await readIfThere<FoundRole>(gcloud, ['iam', 'roles', 'describe', id]);
  const flag = `--permissions=${permissions.join(',')}`;
  const of = `role ${id}`;
  if (found === undefined) {
    const args = ['iam', 'roles', 'create', id, `--title=${id}`, '--stage=GA', flag];
    return [gcloudChange(gcloud, 'create', of, args)];
  }
  const is = [...(found.includedPermissions ?? [])].toSorted().join(',');
  const change = (args: readonly string[], difference: string) =>
    gcloudChange(gcloud, 'change', of, ['iam', 'roles', ...args], difference);
  const difference = `it gives ${is}, and the manifest says ${permissions.join(',')}`;
  // The role is restored first, because Google may refuse to update a deleted role.
  return [
    ...(found.deleted === true ? [change(['undelete', id], 'it is deleted')] : []),
    ...(is === [...permissions].toSorted().join(',')
      ? []
      : [change(['update', id, flag], difference)]),
  ];
}

/**
 * Creates custom roles: one for each set of database permissions in the manifest, one for
 * destroying key versions, and one for reading the project's state.
 */
export function createRoles(gcloud: Gcloud): Step {
  return {
    title: 'Roles',
    async plan() {
      const others = [destroyingRole, inspectingRole].map(
        ({ id, permissions }) => [id, permissions] as const,
      );
      const sets = [...permissionSets(), ...others];
      const changes = await Promise.all(
        sets.map(([id, including]) => changesOf(gcloud, id, including)),
      );
      return changes.flat();
    },
  };
}
