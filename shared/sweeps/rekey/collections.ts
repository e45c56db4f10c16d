import type { Collection } from '#shared/store/declare-collection.ts';

/**
 * The progress after rotations of Cloud KMS keys. There is one document for each kind of secrets.
 * It notes how many of these secrets the sweep has wrapped again with the present primary version.
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
    /** The primary version, and the instant at which a run first saw it. */
    version: 'number',
    seen_at: 'instant',
    /** The instants at which the running or last pass began and ended. */
    began_at: 'instant',
    passed_at: 'instant',
    /** The position after which the pass continues. */
    after: 'ids',
    /** How many secrets of an older version the pass found. */
    older: 'number',
    /** The instant at which a run ordered the destruction of the older versions. */
    ended_at: 'instant',
  },
  queries: [],
};
