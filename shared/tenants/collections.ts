import type { Collection } from '#shared/store/declare-collection.ts';
import { type DocumentRef, platformTenant } from '#shared/store/store.ts';

/**
 * The ids of erased tenants. These ids are never used again: otherwise members of an erased tenant
 * would belong to a new tenant with the same id.
 */
export const goneTenants: Collection = {
  id: 'gone_tenants',
  title: { de: 'Gelöschte Mandanten', en: 'Erased tenants' },
  database: 'mayfly',
  category: null,
  lifeFields: null,
  personal: null,
  subject: { nobody: 'ids of tenants that were erased' },
  expiry: {
    by: 'never',
    source: {
      de: 'bleibt: die Kennung wird nie wieder vergeben',
      en: 'is not deleted, because the id is never used again',
    },
  },
  fields: { erased_at: 'instant' },
  queries: [],
};

/** The reference of the document that notes that a tenant was erased. */
export function goneTenantRef(tenant: string): DocumentRef {
  return { tenant: platformTenant, collection: goneTenants.id, id: tenant };
}
