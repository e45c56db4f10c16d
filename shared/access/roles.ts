import type { Category } from '#shared/categories/define-category.ts';

export const roles = ['owner', 'support', 'editor', 'viewer', 'dpo'] as const;

/** A person's possible roles in a tenant. */
export type Role = (typeof roles)[number];

type Rights = {
  /**
   * What the role may do in every category except the manager log. `masked` means to read records
   * without their personal fields.
   */
  readonly records: readonly ('read' | 'masked' | 'write' | 'delete' | 'export')[];
  readonly managerLog: readonly ('read' | 'export')[];
  /** Scopes that do not belong to a category. */
  readonly others: readonly string[];
};

/**
 * The rights of each role. Some scopes belong to no category. `overview` is for counts and the
 * storage overview, and `work` for reviews, pools, raffles and draws. `processing` is for the
 * record of processing, and `subjects` for requests of persons. `restriction` is for restricted
 * records, and `tenant` for settings, members and keys.
 */
const table: { readonly [role in Role]: Rights } = {
  owner: {
    records: ['read', 'write', 'delete', 'export'],
    managerLog: ['read', 'export'],
    others: ['overview', 'work', 'processing', 'subjects', 'restriction', 'tenant'],
  },
  support: {
    records: ['read', 'write', 'delete'],
    managerLog: [],
    others: ['overview', 'work', 'subjects'],
  },
  editor: { records: ['masked'], managerLog: [], others: ['overview', 'work'] },
  viewer: { records: [], managerLog: [], others: ['overview'] },
  dpo: {
    records: [],
    managerLog: ['read'],
    others: ['overview', 'processing', 'subjects', 'restriction'],
  },
};

/** The scopes of a role, for a set of categories. */
export function scopesOfRole(role: Role, categories: readonly Category[]): ReadonlySet<string> {
  const { records, managerLog, others } = table[role];
  const own = categories.flatMap(({ id, database }) =>
    (database === 'mayfly-audit' ? managerLog : records).map((action) => `${id}:${action}`),
  );
  return new Set([...own, ...others]);
}
