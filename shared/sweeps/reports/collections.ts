import { type Collection, expiryFields } from '#shared/store/declare-collection.ts';

/**
 * What the runs of a sweep did, over all tenants together: a document for each day, and one for
 * the last run. It lies in a database of its own, so that a sweep may write here and nowhere else.
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
    /** How many runs the document tells of, and how many of them left nothing that was due. */
    runs: 'number',
    complete_runs: 'number',
    last_run_at: 'instant',
    last_complete: 'boolean',
    deleted: 'number',
    keys_destroyed: 'number',
    /** How late the latest deletion was, in seconds. */
    latest_seconds: 'number',
    /** Over how many shards documents were spread, as the last run found. */
    shards: 'number',
  },
  queries: [],
};
