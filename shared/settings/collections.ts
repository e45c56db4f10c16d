import type { Collection } from '#shared/store/declare-collection.ts';

/** One control document a tenant: what every function must know of it within 5 s. */
export const tenantControls: Collection = {
  id: 'tenant_controls',
  title: 'Tenant settings',
  database: 'mayfly',
  category: null,
  lifeFields: null,
  personal: null,
  expiry: { by: 'never', source: 'goes with its tenant' },
  fields: {
    modules: 'ids',
    destinations: 'ids',
    retention: 'ids',
    fences: 'ids',
    shortenings: 'ids',
    origins: 'ids',
    default_region: 'id',
    debug_until: 'instant',
    owners: 'ids',
    pending: 'boolean',
    created_at: 'instant',
    changed_at: 'instant',
  },
  queries: [],
  sweeps: [{ equal: ['pending'], orderBy: [{ field: 'changed_at', direction: 'asc' }] }],
};

/** Which tenants have registered an origin of web pages, by its hash; a preflight names no tenant. */
export const registeredOrigins: Collection = {
  id: 'registered_origins',
  title: 'Registered origins',
  database: 'mayfly',
  category: null,
  lifeFields: null,
  personal: null,
  expiry: { by: 'never', source: 'goes when the last tenant takes it out' },
  fields: { tenants: 'ids' },
  queries: [],
};
