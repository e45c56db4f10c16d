import type { Collection } from '#shared/store/declare-collection.ts';
import { type DocumentRef, platformTenant } from '#shared/store/store.ts';

/**
 * Ids of erased tenants. None is used again, because members of the earlier tenant would belong to
 * the later one.
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
      en: 'stays: the id is never given again',
    },
  },
  fields: { erased_at: 'instant' },
  queries: [],
};

/** The document that notes a tenant as erased. */
export function goneTenantRef(tenant: string): DocumentRef {
  return { tenant: platformTenant, collection: goneTenants.id, id: tenant };
}
