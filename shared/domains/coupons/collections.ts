import { couponCodes } from '#shared/categories/coupon-codes.ts';
import type { Collection } from '#shared/store/declare-collection.ts';
import type { Order } from '#shared/store/store.ts';

/** Which mark of its customer's turn a record was written with, so that it goes with the record. */
export const turnFields: Collection['fields'] = { unique_marks: 'ids' };

/** Newest first. The second key only makes it an index that Firestore accepts: one field alone is none. */
export const newestPoolsFirst: readonly Order[] = [
  { field: 'created_at', direction: 'desc' },
  { field: 'low_stock', direction: 'desc' },
];

/** What codes are loaded into. Written by loads alone: nothing that is given out or handed in changes it. */
export const couponPools: Collection = {
  id: 'coupon_pools',
  title: { de: 'Code-Vorräte', en: 'Coupon pools' },
  database: 'mayfly',
  category: null,
  lifeFields: null,
  personal: null,
  subject: { nobody: 'what codes are loaded into' },
  expiry: { by: 'never', source: { de: 'endet mit dem Mandanten', en: 'goes with its tenant' } },
  fields: {
    created_at: 'instant',
    name: 'id',
    kind: 'id',
    policy: 'id',
    low_stock: 'number',
    fold: 'boolean',
    loaded: 'number',
  },
  queries: [{ equal: [], orderBy: newestPoolsFirst }],
};

/** Codes of a load that are not laid out one by one yet; a few hundred a document, gone when they are. */
export const couponPacks: Collection = {
  id: 'coupon_packs',
  title: { de: 'Pakete geladener Codes', en: 'Packs of loaded codes' },
  database: 'mayfly',
  category: couponCodes.id,
  lifeFields: null,
  personal: null,
  subject: { nobody: 'codes that nobody has been given' },
  expiry: {
    by: 'never',
    source: {
      de: 'endet, sobald seine Codes einzeln bereitliegen',
      en: 'goes when its codes are laid out',
    },
  },
  fields: { pool_id: 'id', fold: 'boolean', codes_aes: 'sealed', dek: 'id', enc: 'number' },
  queries: [],
};

/**
 * Every code that a pool ever held, by a keyed hash of it. In stock it carries the code, sealed; once it is used
 * nothing but the mark is left, for good, so that no code is given out or handed in twice.
 */
export const couponStock: Collection = {
  id: 'coupon_stock',
  title: {
    de: 'Vorrätige Codes und Marken der verbrauchten',
    en: 'Codes in stock, and marks of used ones',
  },
  database: 'mayfly',
  category: couponCodes.id,
  lifeFields: null,
  personal: null,
  subject: { nobody: 'a code that nobody has been given, or the bare mark that one was used' },
  expiry: { by: 'never', source: { de: 'endet mit dem Mandanten', en: 'goes with its tenant' } },
  fields: { pool_id: 'id', state: 'id', code_aes: 'sealed', dek: 'id', enc: 'number' },
  queries: [{ equal: ['pool_id', 'state'], orderBy: [] }],
};
