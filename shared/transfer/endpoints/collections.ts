import type { Collection } from '#shared/store/declare-collection.ts';

/**
 * Systems of a tenant that device data is handed to. Address and secrets are sealed together under
 * a key of their own, so that nobody who may write this database can turn the data elsewhere.
 */
export const transferEndpoints: Collection = {
  id: 'transfer_endpoints',
  title: { de: 'Endpunkte für Gerätedaten', en: 'Endpoints for device data' },
  database: 'mayfly',
  category: 'tenant_secrets',
  lifeFields: null,
  personal: null,
  subject: { nobody: 'a system of the tenant, which an owner takes out' },
  expiry: {
    by: 'never',
    source: { de: 'endet mit dem Mandanten', en: 'goes with its tenant' },
  },
  fields: {
    endpoint_aes: 'sealed',
    dek: 'id',
    enc: 'number',
    changed_at: 'instant',
  },
  queries: [],
};
