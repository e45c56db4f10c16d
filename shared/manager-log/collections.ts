import { type Collection, expiryFields } from '#shared/store/declare-collection.ts';

/**
 * Says that a process has written entries of a tenant on a day; the sealing finds what there is to seal by it,
 * and deletes it with the seal. Written in the commit of the entries.
 */
export const managerLogDays: Collection = {
  id: 'manager_log_days',
  title: 'Days of the manager log to be sealed',
  database: 'mayfly-audit',
  category: null,
  lifeFields: null,
  personal: null,
  expiry: { by: 'ttl', source: '400 days after the day; goes when the day is sealed' },
  fields: { ...expiryFields, day: 'id' },
  queries: [],
};

/** What entries a finished day had, signed, and chained to the seal before it. */
export const managerLogSeals: Collection = {
  id: 'manager_log_seals',
  title: 'Seals of the manager log',
  database: 'mayfly-audit',
  category: null,
  lifeFields: null,
  personal: null,
  expiry: { by: 'ttl', source: 'twice the longest retention of the manager log after the day' },
  fields: { ...expiryFields, number: 'number', day: 'id', jws: 'proof' },
  queries: [],
};

/**
 * Says that a tenant has shortened the retention of its log: entries up to an instant go so many days after
 * their creation. Without it their early end would look like a removal.
 */
export const managerLogCuts: Collection = {
  id: 'manager_log_cuts',
  title: 'Shortened retentions of the manager log',
  database: 'mayfly-audit',
  category: null,
  lifeFields: null,
  personal: null,
  expiry: { by: 'ttl', source: 'as the seal of the last day that it reaches' },
  fields: { ...expiryFields, up_to: 'instant', days: 'number' },
  queries: [],
};
