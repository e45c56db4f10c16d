import { couponCodes } from '#shared/categories/coupon-codes.ts';
import { newestFirst, nextToExpireOf } from '#shared/store/category-collection.ts';
import type { Collection, QueryShape } from '#shared/store/declare-collection.ts';
import type { Order } from '#shared/store/store.ts';

/** The use of the data keys that encrypt codes in stock. Such codes have no expiry. */
export const stockUse = 'stock';

/**
 * Two unencrypted fields of a record. `unique_marks` contains the id of the mark of the customer's
 * turn. This mark is deleted with the record. `stock_id` is the id of the code's document in
 * `coupon_stock`.
 */
export const codeFields: Collection['fields'] = { unique_marks: 'ids', stock_id: 'hash' };

/** The index that finds the records of codes by `stock_id`. */
export const codeQueries: readonly QueryShape[] = [{ equal: ['stock_id'], orderBy: newestFirst }];

/**
 * Two indexes for restricted records: one finds them by `stock_id`, and one counts them for each
 * pool.
 */
export const restrictedCodeQueries: readonly QueryShape[] = ['stock_id', 'pool_id'].map(
  (field) => ({
    equal: [field],
    orderBy: nextToExpireOf(couponCodes),
  }),
);

/**
 * The order in which pools are listed: newest first. The second field is there because a composite
 * index of Firestore needs two fields.
 */
export const newestPoolsFirst: readonly Order[] = [
  { field: 'created_at', direction: 'desc' },
  { field: 'low_stock', direction: 'desc' },
];

/**
 * Pools, into which codes are loaded. Loads and the closing write the document of a pool. Once a
 * day a sweep notes the stock in it. An import or a restore may mark a code as used although the
 * code was never loaded. For the first such code of a pool, the import or restore writes the
 * document too. Giving out or redeeming codes does not write the document.
 */
export const couponPools: Collection = {
  id: 'coupon_pools',
  title: { de: 'Code-Vorräte', en: 'Coupon pools' },
  database: 'mayfly',
  category: null,
  lifeFields: null,
  personal: null,
  subject: { nobody: 'pools into which codes are loaded' },
  expiry: {
    by: 'never',
    source: { de: 'endet mit dem Mandanten', en: 'is deleted with its tenant' },
  },
  fields: {
    created_at: 'instant',
    name: 'id',
    kind: 'id',
    policy: 'id',
    low_stock: 'number',
    fold: 'boolean',
    loaded: 'number',
    state: 'id',
    closed_at: 'instant',
    deleted: 'number',
    has_unloaded: 'boolean',
    counted_on: 'number',
    history: 'packed',
  },
  queries: [{ equal: [], orderBy: newestPoolsFirst }],
  sweeps: [
    { equal: ['state'], orderBy: [{ field: 'closed_at', direction: 'asc' }] },
    { equal: ['state'], orderBy: [{ field: 'counted_on', direction: 'asc' }] },
  ],
};

/**
 * Codes of a load that are not stored one by one yet, up to 250 in each document (a pack). A pack
 * is deleted when its codes have been stored one by one, or when its pool is closed.
 */
export const couponPacks: Collection = {
  id: 'coupon_packs',
  title: { de: 'Pakete geladener Codes', en: 'Packs of loaded codes' },
  database: 'mayfly',
  category: couponCodes.id,
  lifeFields: null,
  personal: null,
  subject: { nobody: 'codes that nobody has been given yet' },
  expiry: {
    by: 'never',
    source: {
      de: 'endet, sobald die Codes des Pakets einzeln gespeichert sind oder ihr Vorrat geschlossen wird',
      en: 'is deleted when its codes are stored one by one, or when their pool is closed',
    },
  },
  fields: {
    pool_id: 'id',
    fold: 'boolean',
    count: 'number',
    codes_aes: 'sealed',
    dek: 'id',
    enc: 'number',
  },
  queries: [],
};

/**
 * One document for each code that was ever stored outside of a pack. The id of the document is a
 * keyed hash of pool and code. While the code is in stock, the document contains the encrypted
 * code. After the code is used, the document is only a mark, which is kept for ever. So no code is
 * given out or redeemed twice. The unused codes of a closed pool are deleted.
 */
export const couponStock: Collection = {
  id: 'coupon_stock',
  title: {
    de: 'Vorrätige Codes und Marken verbrauchter Codes',
    en: 'Codes in stock, and marks of used codes',
  },
  database: 'mayfly',
  category: couponCodes.id,
  lifeFields: null,
  personal: null,
  subject: {
    nobody: 'a code that nobody has been given yet, or only the mark that a code was used',
  },
  expiry: {
    by: 'never',
    source: {
      de: 'unbenutzte Codes enden, wenn ihr Vorrat geschlossen wird, alles andere mit dem Mandanten',
      en: 'unused codes are deleted when their pool is closed, everything else with the tenant',
    },
  },
  fields: { pool_id: 'id', state: 'id', code_aes: 'sealed', dek: 'id', enc: 'number' },
  queries: [{ equal: ['pool_id', 'state'], orderBy: [] }],
};
