import { type Collection, expiryFields } from '#shared/store/declare-collection.ts';

/**
 * The ledger of documents that were deleted by hand, withdrawn or used. It names their places and
 * never their content. A restored backup contains such documents again, and the ledger names them.
 * It is in a database without backups.
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
    /** When it was written, just before the deed. */
    at: 'instant',
    kind: 'id',
    /** `collection/id` of its documents. */
    paths: 'ids',
    /** Further facts for repeating the deed; see `deed.ts`. */
    terms: 'ids',
  },
  queries: [],
};
