import { marketingConsents } from '#shared/categories/marketing-consents.ts';
import { newestFirst, nextToExpireOf } from '#shared/store/category-collection.ts';
import {
  type Collection,
  expiryFields,
  type QueryShape,
} from '#shared/store/declare-collection.ts';
import type { Order } from '#shared/store/store.ts';

/** When the person withdrew from the purpose of a pending consent, which can then no longer be confirmed. */
export const consentFields: Collection['fields'] = { overtaken_at: 'id' };

/** Orders consents by their expiry, the next one first. */
export const nextToEnd: readonly Order[] = nextToExpireOf(marketingConsents);

/** Indexes that count the consents of each type by their status, and list those that end soon. */
export const consentQueries: readonly QueryShape[] = [
  { equal: ['type', 'status'], orderBy: newestFirst },
  { equal: ['status'], orderBy: nextToEnd },
];

/**
 * Up to when consents were exported: one document a tenant. `created_at` is that instant. Once the
 * document has expired, so has every consent that it speaks of.
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
