/** The roles of a tenant's people. Each of them may see the numbers of the tenant. */
export const roles = ['owner', 'support', 'editor', 'viewer', 'dpo'] as const;

export type Role = (typeof roles)[number];

export function isRole(name: string): name is Role {
  return (roles as readonly string[]).includes(name);
}

/**
 * The pages of the console, and the roles that may open them. The API itself checks every request.
 */
export const pageRoles = {
  overview: roles,
  live: ['owner', 'support', 'editor'],
  nlu: roles,
  sessions: ['owner', 'support', 'editor'],
  consents: ['owner', 'support', 'editor'],
  coupons: ['owner', 'support', 'editor'],
  loyalty: ['owner', 'support', 'editor'],
  giveaways: ['owner', 'support', 'editor'],
  runtimeLog: ['owner', 'support', 'editor'],
  customers: ['owner', 'support', 'editor'],
  managerLog: ['owner', 'dpo'],
  variables: ['owner', 'support', 'editor'],
  requests: ['owner', 'support', 'dpo'],
  storage: roles,
  settings: ['owner'],
} as const satisfies { readonly [page: string]: readonly Role[] };

export type PageName = keyof typeof pageRoles;

export function mayOpen(page: PageName, role: string | undefined): boolean {
  return (pageRoles[page] as readonly string[]).includes(role ?? '');
}

/** Tells whether a role sees personal fields in clear, and may look people up by them. */
export function maySeeInClear(role: string | undefined): boolean {
  return role === 'owner' || role === 'support';
}

/** Tells whether a role sees which records are restricted (Art. 18 GDPR). */
export function maySeeRestricted(role: string | undefined): boolean {
  return role === 'owner' || role === 'dpo';
}

/** Tells whether a role may delete single records and conversations. */
export function mayDelete(role: string | undefined): boolean {
  return role === 'owner' || role === 'support';
}

/** Tells whether a role may export lists as CSV. */
export function mayExport(role: string | undefined): boolean {
  return role === 'owner';
}

/** Tells whether a role may decide what its tenant stores, and who works there. */
export function maySet(role: string | undefined): boolean {
  return role === 'owner';
}

/** Tells whether a role may read the manager log and the documents about processing. */
export function mayReadLog(role: string | undefined): boolean {
  return role === 'owner' || role === 'dpo';
}

/** Tells whether a role may search records by a personal value. */
export function mayLookUp(role: string | undefined): boolean {
  return role === 'owner' || role === 'support';
}

/** Tells whether a role may handle requests of persons, erasures and receipts. */
export function mayForget(role: string | undefined): boolean {
  return role === 'owner' || role === 'support' || role === 'dpo';
}
