import { type Role, roles } from '#shared/access/roles.ts';
import { type DemoTenant, demoTenants } from './demo-tenants.ts';

export interface DemoManager {
  email: string;
  name: string;
  /** The role of the person in each tenant. */
  roles: { readonly [tenant: string]: Role };
  /** True for the operator of the platform, who belongs to no tenant. */
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

/** The people of the first tenant: one for each role, in order. */
const ofFirstTenant = roles.map(
  (role): DemoManager => ({
    email: role === 'owner' ? first.owner : `${role}@${first.id}.example.com`,
    name: names[role],
    roles: { [first.id]: role },
  }),
);

/**
 * The people who can sign in locally: one for each role of the first tenant, an owner of the
 * second, a member of both, and an operator.
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

/** A person as the local provider shows them. */
export function describeManager({ email, name, roles: held, operator }: DemoManager) {
  const parts = Object.entries(held).map(([tenant, role]) => `${role} of ${tenant}`);
  return { email, name, about: operator ? 'operator of the platform' : parts.join(', ') };
}

/** The person of the first tenant who has that role. */
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

/** The people whom the first owner of a tenant invites, with their roles. */
export function invitedTo({ id, owner }: DemoTenant): { email: string; role: Role }[] {
  return demoManagers.flatMap((manager) => {
    const role = manager.roles[id];
    return role === undefined || manager.email === owner ? [] : [{ email: manager.email, role }];
  });
}
