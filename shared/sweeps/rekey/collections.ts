import type { Collection } from '#shared/store/declare-collection.ts';

/**
 * The progress with which data keys under each key of Cloud KMS are wrapped again, with the present
 * primary version.
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
    /** The primary version, and when a run first saw it. */
    version: 'number',
    seen_at: 'instant',
    /** When the running or last pass began, and when it ended. */
    began_at: 'instant',
    passed_at: 'instant',
    /** The place in the query at which the pass continues. */
    after: 'ids',
    /** How many secrets under an older version the pass found. */
    older: 'number',
    /** When a run ordered the destruction of the older versions. */
    ended_at: 'instant',
  },
  queries: [],
};
