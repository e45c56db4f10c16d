import type { Collection } from '#shared/store/declare-collection.ts';

const whenceDe = 'bleibt, solange es die Datenbank gibt';
const whenceEn = 'is stored as long as the database exists';

/**
 * One document with a number that each purge raises. This number shows whether the database of
 * records is an older copy.
 */
export const recordStamps: Collection = {
  id: 'record_stamps',
  title: { de: 'Stand der Datenbank', en: 'State of the database' },
  database: 'mayfly',
  category: null,
  lifeFields: null,
  personal: null,
  subject: { nobody: 'a number and an instant' },
  expiry: { by: 'never', source: { de: whenceDe, en: whenceEn } },
  fields: { generation: 'number', at: 'instant' },
  queries: [],
};

/**
 * One document with the name of the database of records that is in use. It also contains the number
 * that the database of records must have reached, and the number of restores. The database
 * `mayfly-keys` has no backup.
 */
export const expectedStamps: Collection = {
  id: 'expected_stamps',
  title: { de: 'Erwarteter Stand der Datenbank', en: 'Expected state of the database' },
  database: 'mayfly-keys',
  category: null,
  lifeFields: null,
  personal: null,
  subject: { nobody: 'the name of a database, a number and an instant' },
  expiry: { by: 'never', source: { de: whenceDe, en: whenceEn } },
  fields: {
    database: 'id',
    generation: 'number',
    at: 'instant',
    /** How many restored databases were opened. Absent if there was none. */
    restores: 'number',
  },
  queries: [],
};
