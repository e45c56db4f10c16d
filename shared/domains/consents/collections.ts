import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import { newestFirst, nextToExpireOf } from '#shared/store/category-collection.ts';
import {
  type Collection,
  expiryFields,
  type QueryShape,
} from '#shared/store/declare-collection.ts';
import type { Order } from '#shared/store/store.ts';

/**
 * The time at which the person withdrew from the purpose of a pending consent. The consent can then
 * no longer be confirmed.
 */
export const consentFields: Collection['fields'] = { overtaken_at: 'id' };

/** Orders consents by their expiry, the next one first. */
export const nextToEnd: readonly Order[] = nextToExpireOf(marketingConsents);

/** Indexes that count the consents of each type by their status, and list those that end soon. */
export const consentQueries: readonly QueryShape[] = [
  { equal: ['type', 'status'], orderBy: newestFirst },
  { equal: ['status'], orderBy: nextToEnd },
];

/**
 * The instant up to which consents were exported, in one document for each tenant. `created_at` is
 * that instant. When the document expires, the consents before that instant have expired too.
 */
export const consentExports: Collection = {
  id: 'consent_exports',
  title: { de: 'Letzter Export der Einwilligungen', en: 'Last export of consents' },
  database: 'mayfly',
  category: marketingConsents.id,
  lifeFields: { fence: 'created_at', basis: 'created_at' },
  personal: null,
  subject: { nobody: 'when all consents of a tenant were exported' },
  expiry: {
    by: 'ttl',
    source: {
      de: 'Zeitpunkt des Exports + Aufbewahrungsdauer der Kategorie',
      en: 'the export + retention of the category',
    },
  },
  fields: { created_at: 'instant', ...expiryFields },
  queries: [],
};
