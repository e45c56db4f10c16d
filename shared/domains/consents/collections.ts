import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import { newestFirst, nextToExpireOf } from '#shared/store/category-collection.ts';
import {
  type Collection,
  expiryFields,
  type QueryShape,
} from '#shared/store/declare-collection.ts';
import type { Order } from '#shared/store/store.ts';

/**
 * A field of pending consents. It stores when the person withdrew another consent of the same type.
 * A pending consent with this field can no longer be confirmed.
 */
export const consentFields: Collection['fields'] = { overtaken_at: 'id' };

/** Sorts consents by their expiry. The consent that expires next comes first. */
export const nextToEnd: readonly Order[] = nextToExpireOf(marketingConsents);

/**
 * Indexes for two queries: counting the consents of each type by status, and listing the consents
 * that end soon.
 */
export const consentQueries: readonly QueryShape[] = [
  { equal: ['type', 'status'], orderBy: newestFirst },
  { equal: ['status'], orderBy: nextToEnd },
];

/**
 * Stores one instant for each tenant: a minute before the tenant's last complete export began. All
 * consents with a `created_at` up to this instant were exported. When the document expires, these
 * consents have expired too.
 */
export const consentExports: Collection = {
  id: 'consent_exports',
  title: { de: 'Letzter Export der Einwilligungen', en: 'Last export of consents' },
  database: 'mayfly',
  category: marketingConsents.id,
  lifeFields: { fence: 'created_at', basis: 'created_at' },
  personal: null,
  subject: { nobody: 'the time of a tenant’s last complete export' },
  expiry: {
    by: 'ttl',
    source: {
      de: 'Zeitpunkt des Exports + Aufbewahrungsdauer der Kategorie',
      en: 'the time of the export + retention of the category',
    },
  },
  fields: { created_at: 'instant', ...expiryFields },
  queries: [],
};
