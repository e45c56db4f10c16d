import { newestFirst } from '#shared/store/category-collection.ts';
import { type Collection, expiryFields } from '#shared/store/declare-collection.ts';

/**
 * Signed receipts, one chain for each tenant. They are stored in `mayfly-keys`. Nobody restores
 * this database, so a chain never goes back to an earlier state. Functions that issue receipts may
 * add documents to this database, but may not change or delete any.
 */
export const receipts: Collection = {
  id: 'receipts',
  title: { de: 'Quittungen', en: 'Receipts' },
  database: 'mayfly-keys',
  category: null,
  lifeFields: null,
  outlivesTenant: true,
  personal: null,
  subject: { nobody: 'counts, instants and a salted commitment whose salt is not stored' },
  expiry: {
    by: 'ttl',
    source: {
      de: 'am Ende des vierten Jahres nach dem Jahr der Ausstellung',
      en: 'at the end of the fourth year after the year in which the receipt was issued',
    },
  },
  fields: {
    ...expiryFields,
    created_at: 'instant',
    number: 'number',
    kind: 'id',
    /**
     * What the receipt is about, for example `erasure:<id>`. There is one receipt for each such
     * text.
     */
    about: 'id',
    jws: 'proof',
  },
  queries: [{ equal: [], orderBy: newestFirst }],
};

/**
 * The signed counts of the records that expire on a day. They are stored until the receipt of the
 * day is issued.
 */
export const expiryDays: Collection = {
  id: 'expiry_days',
  title: { de: 'Tage, deren Ablauf gezählt ist', en: 'Days whose expiry is counted' },
  database: 'mayfly-audit',
  category: null,
  lifeFields: null,
  personal: null,
  subject: { nobody: 'counts' },
  expiry: {
    by: 'ttl',
    source: {
      de: '30 Tage nach dem Tag; schon vorher, wenn die Quittung des Tages ausgestellt ist',
      en: '30 days after the day; deleted earlier, when the receipt of the day is issued',
    },
  },
  fields: { ...expiryFields, day: 'id', jws: 'proof' },
  queries: [],
};
