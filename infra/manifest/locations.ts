import type { Placed } from '#shared/base/config/eu-locations.ts';

/**
 * The places where Mayfly runs and stores its data. Each place is completely in the European Union.
 */
export const locations = {
  /** Cloud Run and Cloud Scheduler: St. Ghislain in Belgium. */
  compute: 'europe-west1',
  /**
   * Firestore keeps the data in Belgium and in the Netherlands. So no data is lost if one of the
   * two regions fails.
   */
  database: 'eur3',
  /** Cloud KMS: `europe` is the multi-region that Google pairs with `eur3`. */
  keys: 'europe',
} as const satisfies { readonly [placed in Placed]: string };
