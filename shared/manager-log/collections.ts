import { newestFirst } from '#shared/store/category-collection.ts';
import {
  type Collection,
  expiryFields,
  type QueryShape,
} from '#shared/store/declare-collection.ts';
import { actorMarkField } from './entry-hash.ts';

/**
 * The field with the mark of an entry's actor. `store/category-collection.ts` declares the fields
 * of the category and of the chain. No answer shows the mark.
 */
export const actorFields: Collection['fields'] = { [actorMarkField]: 'hash' };

/** The query for the entries of one actor, the newest first. */
export const byActorQuery: QueryShape = { equal: [actorMarkField], orderBy: newestFirst };

/**
 * A marker says that a process has written entries of a tenant in an hour. The commit of the
 * entries creates the marker. The sealing finds the hour by the marker, and the commit of the seal
 * deletes the marker.
 */
export const managerLogHours: Collection = {
  id: 'manager_log_hours',
  title: {
    de: 'Noch zu siegelnde Stunden des Manager-Protokolls',
    en: 'Hours of the manager log that are not sealed yet',
  },
  database: 'mayfly-audit',
  category: null,
  lifeFields: null,
  personal: null,
  subject: { nobody: 'an hour' },
  expiry: {
    by: 'ttl',
    source: {
      de: '400 Tage nach der Stunde; endet, sobald die Stunde gesiegelt ist',
      en: '400 days after the hour; is deleted when the hour is sealed',
    },
  },
  fields: { ...expiryFields, hour: 'id' },
  queries: [],
};

/** The signed summary of the entries of a finished hour, with the hash of the previous seal. */
export const managerLogSeals: Collection = {
  id: 'manager_log_seals',
  title: { de: 'Siegel des Manager-Protokolls', en: 'Seals of the manager log' },
  database: 'mayfly-audit',
  category: null,
  lifeFields: null,
  personal: null,
  subject: { nobody: 'which entries existed, by their hashes' },
  expiry: {
    by: 'ttl',
    source: {
      de: 'das Doppelte der längsten Aufbewahrungsdauer des Manager-Protokolls nach der Stunde',
      en: 'twice the longest retention of the manager log after the hour',
    },
  },
  fields: { ...expiryFields, number: 'number', hour: 'id', jws: 'proof' },
  queries: [],
};

/**
 * A signed note that a tenant has shortened the retention of its log. It states an instant and a
 * number of days. Entries that were created up to this instant expire that number of days after
 * their creation, but not before this instant. Without the note, the verification would report
 * expired entries as removed.
 */
export const managerLogCuts: Collection = {
  id: 'manager_log_cuts',
  title: {
    de: 'Verkürzte Aufbewahrungen des Manager-Protokolls',
    en: 'Shortened retentions of the manager log',
  },
  database: 'mayfly-audit',
  category: null,
  lifeFields: null,
  personal: null,
  subject: { nobody: 'a retention' },
  expiry: {
    by: 'ttl',
    source: {
      de: 'wie das Siegel der letzten Stunde, die die Verkürzung betrifft',
      en: 'at the same time as the seal of the last hour that the note concerns',
    },
  },
  fields: { ...expiryFields, up_to: 'instant', days: 'number', jws: 'proof' },
  queries: [],
};
