import { type Collection, expiryFields } from '#shared/store/declare-collection.ts';

/**
 * Says that a process has written entries of a tenant in an hour; the sealing finds what there is to seal by it,
 * and deletes it with the seal. Written in the commit of the entries.
 */
export const managerLogHours: Collection = {
  id: 'manager_log_hours',
  title: 'Hours of the manager log to be sealed',
  database: 'mayfly-audit',
  category: null,
  lifeFields: null,
  personal: null,
  expiry: { by: 'ttl', source: '400 days after the hour; goes when the hour is sealed' },
  fields: { ...expiryFields, hour: 'id' },
  queries: [],
};

/** What entries a finished hour had, signed, and chained to the seal before it. */
export const managerLogSeals: Collection = {
  id: 'manager_log_seals',
  title: 'Seals of the manager log',
  database: 'mayfly-audit',
  category: null,
  lifeFields: null,
  personal: null,
  expiry: { by: 'ttl', source: 'twice the longest retention of the manager log after the hour' },
  fields: { ...expiryFields, number: 'number', hour: 'id', jws: 'proof' },
  queries: [],
};

/**
 * Says, signed, that a tenant has shortened the retention of its log: entries up to an instant go so many days after
 * their creation. Without it their early end would look like a removal.
 */
export const managerLogCuts: Collection = {
  id: 'manager_log_cuts',
  title: 'Shortened retentions of the manager log',
  database: 'mayfly-audit',
  category: null,
  lifeFields: null,
  personal: null,
  expiry: { by: 'ttl', source: 'as the seal of the last hour that it reaches' },
  fields: { ...expiryFields, up_to: 'instant', days: 'number', jws: 'proof' },
  queries: [],
};
