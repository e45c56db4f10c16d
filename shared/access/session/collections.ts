import { type Collection, expiryFields } from '#shared/store/declare-collection.ts';

/**
 * Sessions of people. They belong to the platform and not to a tenant. Their documents do not say
 * who the person is. Only the cookie says this.
 */
export const sessions: Collection = {
  id: 'sessions',
  title: { de: 'Sitzungen', en: 'Sessions' },
  database: 'mayfly-access',
  platform: true,
  category: null,
  lifeFields: null,
  personal: null,
  subject: { nobody: 'a session of a manager, which names nobody and ends within 12 hours' },
  expiry: { by: 'ttl', source: { de: '12 Stunden nach der Anmeldung', en: 'sign-in + 12 hours' } },
  fields: { ...expiryFields, created_at: 'instant', revoked_at: 'instant' },
  queries: [],
};

/**
 * Marks that end all sessions of a person. A mark ends the sessions of one day that were stored
 * before the mark was last written. The id of the mark contains this day and a keyed hash of the
 * person's email address. The key of the hash belongs to this day.
 */
export const sessionEndings: Collection = {
  id: 'session_endings',
  title: { de: 'Beendete Sitzungen einer Person', en: 'Ended sessions of a person' },
  database: 'mayfly-access',
  platform: true,
  category: null,
  lifeFields: null,
  personal: {
    de: 'ein schlüsselabhängiger Hashwert der Adresse; der Schlüssel wird binnen zwei Tagen gelöscht',
    en: 'a keyed hash of the address; the key is deleted within two days',
  },
  subject: { nobody: 'a manager, by a hash whose key is deleted within two days' },
  expiry: {
    by: 'ttl',
    source: {
      de: '12 Stunden nach dem Abmelden auf allen Geräten',
      en: 'sign-out everywhere + 12 hours',
    },
  },
  fields: expiryFields,
  queries: [],
};

/**
 * The wrapped secrets of sessions, one for each day. The keys of a day are derived from its secret.
 */
export const sessionKeys: Collection = {
  id: 'session_keys',
  title: { de: 'Schlüssel der Sitzungen', en: 'Session keys' },
  database: 'mayfly-keys',
  platform: true,
  category: null,
  lifeFields: null,
  personal: null,
  subject: { nobody: 'a key' },
  expiry: {
    by: 'ttl',
    source: { de: '13 Stunden nach dem Ende seines Tages', en: 'end of its day + 13 hours' },
  },
  fields: { ...expiryFields, wrapped: 'sealed', kek_version: 'number', created_at: 'instant' },
  queries: [],
};
