import { type Collection, expiryFields } from '#shared/store/declare-collection.ts';

/**
 * The results of the runs of a sweep, for all tenants together: one document for each day, and one
 * for the last run. They are stored in a separate database, so that a sweep can write reports
 * without a right to write records.
 */
export const sweepReports: Collection = {
  id: 'sweep_reports',
  title: { de: 'Berichte der Aufräumläufe', en: 'Reports of sweeps' },
  database: 'mayfly-reports',
  platform: true,
  category: null,
  lifeFields: null,
  personal: null,
  subject: { nobody: 'counts of all tenants together' },
  expiry: {
    by: 'ttl',
    source: { de: 'drei Jahre nach dem Tag', en: 'three years after the day' },
  },
  fields: {
    ...expiryFields,
    /** The number of runs that the document counts, and how many of them completed all due work. */
    runs: 'number',
    complete_runs: 'number',
    last_run_at: 'instant',
    last_complete: 'boolean',
    deleted: 'number',
    keys_destroyed: 'number',
    /** The longest delay of a deletion, in seconds. */
    latest_seconds: 'number',
    /** The number of shards in use that the last run found. */
    shards: 'number',
    /** The random id of the last run. Only the report of the last run has this field. */
    last_run: 'id',
    /**
     * A run of the purge usually searches only one of three parts of the collections for documents
     * in shards above the configured number. This field is the part that the last run searched: 0,
     * 1 or 2. Absent if the run searched all collections. Only the report of the last run has this
     * field.
     */
    turn: 'number',
  },
  queries: [],
};
