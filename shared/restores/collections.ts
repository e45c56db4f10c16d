import type { Collection } from '#shared/store/declare-collection.ts';

const whenceDe = 'bleibt so lange wie die Datenbank';
const whenceEn = 'stays as long as the database';

/** How far the database of records has come: a number that the purge raises. One document. */
export const recordStamps: Collection = {
  id: 'record_stamps',
  title: { de: 'Stand der Datenbank', en: 'Standing of the database' },
  database: 'mayfly',
  category: null,
  lifeFields: null,
  personal: null,
  subject: { nobody: 'a number and an instant' },
  expiry: { by: 'never', source: { de: whenceDe, en: whenceEn } },
  fields: { generation: 'number', at: 'instant' },
  queries: [],
};

/** Which database of records belongs to the keys, and how far it must have come. One document, of which no backup is made. */
export const expectedStamps: Collection = {
  id: 'expected_stamps',
  title: { de: 'Erwarteter Stand der Datenbank', en: 'Expected standing of the database' },
  database: 'mayfly-keys',
  category: null,
  lifeFields: null,
  personal: null,
  subject: { nobody: 'the name of a database, a number and an instant' },
  expiry: { by: 'never', source: { de: whenceDe, en: whenceEn } },
  fields: { database: 'id', generation: 'number', at: 'instant' },
  queries: [],
};
