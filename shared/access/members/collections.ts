import type { Collection } from '#shared/store/declare-collection.ts';

/** Who belongs to a tenant; the id is a keyed hash of the email, the same in every tenant. */
export const members: Collection = {
  id: 'members',
  title: 'Members',
  database: 'mayfly-access',
  category: null,
  lifeFields: null,
  personal: 'the email of a manager',
  subject: { nobody: 'a manager, whom an owner removes' },
  expiry: { by: 'never', source: 'goes when the member is removed' },
  fields: {
    email_aes: 'sealed',
    /** Who vouches for the member. */
    issuer: 'id',
    role: 'id',
    created_at: 'instant',
    changed_at: 'instant',
    dek: 'id',
    enc: 'number',
  },
  queries: [],
};

/**
 * Which tenants a person belongs to, in which role, and on which issuer's word. It belongs to no
 * tenant itself.
 */
export const people: Collection = {
  id: 'people',
  title: 'Memberships',
  database: 'mayfly-access',
  category: null,
  lifeFields: null,
  personal: 'a keyed hash of a manager’s email',
  subject: { nobody: 'a manager’s memberships, which go with the last of them' },
  expiry: { by: 'never', source: 'goes with the last membership' },
  fields: { memberships: 'ids' },
  queries: [],
};

/** The wrapped key of the hashes that identify people. */
export const personSecrets: Collection = {
  id: 'person_secrets',
  title: 'Key of people’s ids',
  database: 'mayfly-keys',
  category: null,
  lifeFields: null,
  personal: null,
  subject: { nobody: 'a key' },
  expiry: { by: 'never', source: 'stays as long as there are members' },
  fields: { wrapped: 'sealed', created_at: 'instant' },
  queries: [],
};
