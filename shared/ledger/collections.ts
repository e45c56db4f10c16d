import { type Collection, expiryFields } from '#shared/store/declare-collection.ts';

/**
 * What was deleted by hand, withdrawn or used, in short: where it lies, and nothing of what it holds. A backup
 * that is restored brings such things back, and the ledger tells which. It lies where no backup is made.
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
    /** `collection/id` of the documents that it is about. */
    paths: 'ids',
    /** What else the deed takes to be repeated; see `deed.ts`. */
    terms: 'ids',
  },
  queries: [],
};
