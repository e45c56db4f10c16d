import { type Collection, expiryFields } from '#shared/store/declare-collection.ts';

/**
 * The ledger of documents that were deleted by hand, withdrawn or used. An entry contains the
 * places of documents, never their content. A restored backup brings such documents back, and the
 * ledger shows which. It is stored in a database without backups.
 */
export const ledgerEntries: Collection = {
  id: 'ledger_entries',
  title: {
    de: 'Verzeichnis dessen, was keine Sicherung zurückbringen darf',
    en: 'Ledger of what a backup must not bring back',
  },
  database: 'mayfly-keys',
  category: null,
  lifeFields: null,
  personal: null,
  outlivesTenant: true,
  subject: { nobody: 'random ids of documents that are gone, and of conversations their head’s' },
  expiry: {
    by: 'ttl',
    source: {
      de: 'so lange eine Sicherung höchstens aufbewahrt wird, und zwei Tage',
      en: 'the longest that a backup is kept, and two days',
    },
  },
  fields: {
    ...expiryFields,
    /** The instant at which the entry was written, just before the deed. */
    at: 'instant',
    kind: 'id',
    /** The places of the deed's documents, as `collection/id`. */
    paths: 'ids',
    /** More facts that are needed to repeat the deed; see `deed.ts`. */
    terms: 'ids',
  },
  queries: [],
};
