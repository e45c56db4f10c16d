import { type Role, roles } from '#shared/access/roles.ts';
import { type DemoTenant, demoTenants } from './demo-tenants.ts';

export interface DemoManager {
  email: string;
  name: string;
  /** The role of the person in each tenant. */
  roles: { readonly [tenant: string]: Role };
  /** True if this is the operator of the platform. The operator belongs to no tenant. */
  operator?: true;
}

const [first, second] = demoTenants;

const names: { readonly [role in Role]: string } = {
  owner: 'Ottilie Vogel',
  support: 'Sönke Petersen',
  editor: 'Edda Löwe',
  viewer: 'Vincent Nowak',
  dpo: 'Dagmar Förster',
};

/** The people of the first tenant: one for each role, in the order of `roles`. */
const ofFirstTenant = roles.map(
  (role): DemoManager => ({
    email: role === 'owner' ? first.owner : `${role}@${first.id}.example.com`,
    name: names[role],
    roles: { [first.id]: role },
  }),
);

/**
 * The people who can sign in at the local stack: one for each role in the first tenant, the owner
 * of the second tenant, a member of both tenants, and an operator.
 */
export const demoManagers: readonly DemoManager[] = [
  ...ofFirstTenant,
  {
    email: second.owner,
    name: 'Jürgen Bäcker',
    roles: { [second.id]: 'owner' },
  },
  {
    email: 'agentur@example.org',
    name: 'Hülya Öztürk',
    roles: { [first.id]: 'editor', [second.id]: 'viewer' },
  },
  { email: 'betrieb@example.org', name: 'Käthe Quast', roles: {}, operator: true },
];

/** The texts that the local identity provider shows for a person. */
export function describeManager({ email, name, roles: held, operator }: DemoManager) {
  const parts = Object.entries(held).map(([tenant, role]) => `${role} of ${tenant}`);
  return { email, name, about: operator ? 'operator of the platform' : parts.join(', ') };
}

/** Returns the person who has this role in the first tenant. */
export function managerOf(role: Role): DemoManager {
  const found = ofFirstTenant.find((manager) => manager.roles[first.id] === role);
  if (found === undefined) throw new Error(`no person of the first tenant has the role ${role}`);
  return found;
}

/** @returns the operator of the platform in the demo */
export function demoOperator(): DemoManager {
  const found = demoManagers.find(({ operator }) => operator);
  if (found === undefined) throw new Error('the demo has no operator');
  return found;
}

/** The people whom the owner invites to a tenant, with their roles. */
export function invitedTo({ id, owner }: DemoTenant): { email: string; role: Role }[] {
  return demoManagers.flatMap((manager) => {
    const role = manager.roles[id];
    return role === undefined || manager.email === owner ? [] : [{ email: manager.email, role }];
  });
}
