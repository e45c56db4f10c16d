import type { Collection } from '#shared/store/declare-collection.ts';

/**
 * How far the data keys under each key of Cloud KMS are wrapped anew, under the version that wraps
 * today.
 */
export const rewrapPasses: Collection = {
  id: 'rewrap_passes',
  title: { de: 'Stand der Schlüsselwechsel', en: 'State of key rotations' },
  database: 'mayfly-keys',
  platform: true,
  category: null,
  lifeFields: null,
  personal: null,
  subject: { nobody: 'a key of Cloud KMS' },
  expiry: { by: 'never', source: { de: 'bleibt', en: 'stays' } },
  fields: {
    /** The version that wraps, and when a run saw first that it does. */
    version: 'number',
    seen_at: 'instant',
    /** When the pass began that is under way, or the last one; when it came to the end. */
    began_at: 'instant',
    passed_at: 'instant',
    /** How far the pass is: the place in its query. */
    after: 'ids',
    /** How many secrets the pass found that an older version wraps. */
    older: 'number',
    /** When a run ordered that the older versions be destroyed. */
    ended_at: 'instant',
  },
  queries: [],
};
