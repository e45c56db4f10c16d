import { type Collection, expiryFields } from '#shared/store/declare-collection.ts';

/** API keys; the id of each is the SHA-256 of the key, which itself is kept nowhere. */
export const apiKeys: Collection = {
  id: 'api_keys',
  title: { de: 'API-Schlüssel', en: 'API keys' },
  database: 'mayfly-access',
  category: null,
  lifeFields: null,
  personal: null,
  subject: { nobody: 'a key belongs to a program' },
  expiry: { by: 'never', source: { de: 'endet mit dem Mandanten', en: 'goes with its tenant' } },
  fields: {
    name: 'id',
    prefix: 'id',
    scopes: 'ids',
    created_at: 'instant',
    valid_until: 'instant',
    revoked_at: 'instant',
  },
  queries: [],
};

/** Changes of tenants, members and API keys that were made under an `Idempotency-Key`. */
export const accessMarks: Collection = {
  id: 'access_marks',
  title: { de: 'Wiederholungsmarken der Zugänge', en: 'Idempotency marks of access' },
  // One commit holds a change and its mark.
  database: apiKeys.database,
  category: null,
  lifeFields: null,
  personal: {
    de: 'Schlüsselabhängige Hashwerte eines Schlüssels und einer Anfrage',
    en: 'keyed hashes of a key and a body',
  },
  subject: { nobody: 'a request of a manager, which is forgotten within a day' },
  expiry: {
    by: 'ttl',
    source: { de: '24 Stunden nach der Anfrage', en: '24 hours after the request' },
  },
  fields: { ...expiryFields, body_hash: 'hash', answered_by: 'id' },
  queries: [],
};

/**
 * On which day each API key was last used, under the key's id. Every function writes this, but may
 * not write keys.
 */
export const apiKeyUses: Collection = {
  id: 'api_key_uses',
  title: { de: 'Letzte Nutzung der API-Schlüssel', en: 'Last uses of API keys' },
  database: 'mayfly',
  category: null,
  lifeFields: null,
  personal: null,
  subject: { nobody: 'a day on which a program came' },
  expiry: { by: 'never', source: { de: 'endet mit dem Mandanten', en: 'goes with its tenant' } },
  fields: { last_used_on: 'id' },
  queries: [],
};
