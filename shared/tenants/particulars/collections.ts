import type { Collection } from '#shared/store/declare-collection.ts';

/**
 * The Cloud KMS key that wraps the data keys of the particulars. It wraps no other keys. So a
 * function that may use only this key cannot decrypt the email addresses of members.
 */
export const particularsKek = 'particulars';

/**
 * What a tenant states about itself as the controller (its particulars). Particulars are not part
 * of the profile: every function reads the profile every 5 s, but only a few functions need the
 * particulars.
 */
export const tenantParticulars: Collection = {
  id: 'tenant_particulars',
  title: { de: 'Angaben des Verantwortlichen', en: 'Particulars of the controller' },
  database: 'mayfly-access',
  category: null,
  lifeFields: null,
  personal: {
    de: 'Namen und Anschriften derer, die für das Unternehmen sprechen',
    en: 'names and addresses of people who represent the tenant',
  },
  subject: { nobody: 'people who represent the tenant; an owner removes them' },
  expiry: {
    by: 'never',
    source: { de: 'endet mit dem Mandanten', en: 'is deleted with its tenant' },
  },
  fields: {
    particulars_aes: 'sealed',
    dek: 'id',
    enc: 'number',
    /** `category=basis`, for each category for which the tenant has stated its own legal basis. */
    legal_bases: 'ids',
    changed_at: 'instant',
  },
  queries: [],
};
