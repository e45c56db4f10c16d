import { type Collection, expiryFields } from '#shared/store/declare-collection.ts';

/**
 * The ledger of changes that a restored backup must not undo, for example deletions by hand,
 * withdrawals and uses of codes. A restored backup still contains the changed documents, in their
 * earlier state. So an entry only needs to name these documents, by collection and id. An entry
 * contains no personal data. The ledger is stored in a database without backups.
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
  subject: {
    nobody: 'random ids of deleted or changed documents, and ids of the heads of conversations',
  },
  expiry: {
    by: 'ttl',
    source: {
      de: 'so lange eine Sicherung höchstens aufbewahrt wird, und zwei Tage',
      en: 'the longest time for which a backup is kept, and two days',
    },
  },
  fields: {
    ...expiryFields,
    /** The instant at which the entry was written, just before the deed. */
    at: 'instant',
    kind: 'id',
    /** The deed's documents, as `collection/id`. */
    paths: 'ids',
    /** More facts that are needed to repeat the deed; see `deed.ts`. */
    terms: 'ids',
  },
  queries: [],
};
