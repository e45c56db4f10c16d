import type { Collection } from '#shared/store/declare-collection.ts';

/**
 * A tenant's details as the controller. They are separate from the profile, because every function
 * reads that every 5 s, and few read this.
 */
export const tenantParticulars: Collection = {
  id: 'tenant_particulars',
  title: { de: 'Angaben des Verantwortlichen', en: 'Particulars of the controller' },
  database: 'mayfly-access',
  category: null,
  lifeFields: null,
  personal: {
    de: 'Namen und Anschriften derer, die für das Unternehmen sprechen',
    en: 'names and addresses of those who speak for the tenant',
  },
  subject: { nobody: 'people who speak for the tenant, whom an owner takes out' },
  expiry: {
    by: 'never',
    source: { de: 'endet mit dem Mandanten', en: 'goes with its tenant' },
  },
  fields: {
    particulars_aes: 'sealed',
    dek: 'id',
    enc: 'number',
    /** `category=basis`, if the tenant has stated another legal basis than the usual one. */
    legal_bases: 'ids',
    changed_at: 'instant',
  },
  queries: [],
};
