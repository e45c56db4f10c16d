import type { Collection } from '#shared/store/declare-collection.ts';

/**
 * The progress of wrapping secrets again after a rotation of a Cloud KMS key. There is one document
 * for each kind of secrets. It notes the primary version, how far the pass through these secrets
 * has come, and how many secrets of an older version the pass has found.
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
    /** The instants at which the last pass began and ended. A pass that still runs has no end. */
    began_at: 'instant',
    passed_at: 'instant',
    /** The position after which the pass continues. */
    after: 'ids',
    /** How many secrets the pass found that an older version had wrapped. */
    older: 'number',
    /** The instant at which a run ordered the destruction of the older versions. */
    ended_at: 'instant',
  },
  queries: [],
};
