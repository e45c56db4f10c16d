import type { Collection } from '#shared/store/declare-collection.ts';

/**
 * Systems of a tenant that receive device data. Their addresses and secrets are sealed together,
 * with a data key that is used for nothing else. So a function that can write this database, but
 * has no right to use this key, cannot send the data to another system.
 */
export const transferEndpoints: Collection = {
  id: 'transfer_endpoints',
  title: { de: 'Endpunkte für Gerätedaten', en: 'Endpoints for device data' },
  database: 'mayfly',
  category: 'tenant_secrets',
  lifeFields: null,
  personal: null,
  subject: { nobody: 'a system of the tenant; an owner removes it' },
  expiry: {
    by: 'never',
    source: {
      de: 'wird gelöscht, wenn eine Inhaberin oder ein Inhaber ihn entfernt, spätestens mit dem Mandanten',
      en: 'is deleted when an owner removes it, at the latest with its tenant',
    },
  },
  fields: {
    endpoint_aes: 'sealed',
    dek: 'id',
    enc: 'number',
    changed_at: 'instant',
  },
  queries: [],
};
