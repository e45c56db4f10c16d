import type { Collection } from '#shared/store/declare-collection.ts';

/** Who belongs to a tenant; the id is a keyed hash of the email, the same in every tenant. */
export const members: Collection = {
  id: 'members',
  title: 'Members',
  database: 'mayfly',
  category: null,
  lifeFields: null,
  personal: 'the email of a manager',
  expiry: { by: 'never', source: 'goes when the member is removed' },
  fields: {
    email_aes: 'sealed',
    role: 'id',
    created_at: 'instant',
    changed_at: 'instant',
    dek: 'id',
    enc: 'number',
  },
  queries: [],
};

/** Which tenants a person belongs to, and as what; belongs to no tenant itself. */
export const people: Collection = {
  id: 'people',
  title: 'Memberships',
  database: 'mayfly',
  category: null,
  lifeFields: null,
  personal: 'a keyed hash of a manager’s email',
  expiry: { by: 'never', source: 'goes with the last membership' },
  fields: { memberships: 'ids' },
  queries: [],
};
