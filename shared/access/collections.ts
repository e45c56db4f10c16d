import { type Collection, expiryFields } from '#shared/store/declare-collection.ts';

/** API keys. The id of each document is the SHA-256 of the key. The key itself is not stored. */
export const apiKeys: Collection = {
  id: 'api_keys',
  title: { de: 'API-Schlüssel', en: 'API keys' },
  database: 'mayfly-access',
  category: null,
  lifeFields: null,
  personal: null,
  subject: { nobody: 'a key belongs to a program' },
  expiry: {
    by: 'never',
    source: { de: 'endet mit dem Mandanten', en: 'is deleted with its tenant' },
  },
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

/** The idempotency marks of requests that change tenants, members or API keys. */
export const accessMarks: Collection = {
  id: 'access_marks',
  title: { de: 'Wiederholungsmarken der Zugänge', en: 'Idempotency marks of access' },
  // A change and its mark must be in one commit, and so in one database.
  database: apiKeys.database,
  category: null,
  lifeFields: null,
  personal: {
    de: 'schlüsselabhängige Hashwerte des `Idempotency-Key` und des Inhalts einer Anfrage',
    en: 'keyed hashes of the `Idempotency-Key` and the body of a request',
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
 * When each API key and each of its rights was used. The id of a document is the id of the key.
 * `scopes_used` has entries `<scope> <first day> <last day>`. This collection is separate from the
 * API keys, because its writers are functions that may not write keys.
 */
export const apiKeyUses: Collection = {
  id: 'api_key_uses',
  title: { de: 'Nutzung der API-Schlüssel', en: 'Uses of API keys' },
  database: 'mayfly',
  category: null,
  lifeFields: null,
  personal: null,
  subject: { nobody: 'days on which a program used its rights' },
  expiry: {
    by: 'never',
    source: { de: 'endet mit dem Mandanten', en: 'is deleted with its tenant' },
  },
  fields: { last_used_on: 'id', scopes_since: 'id', scopes_used: 'ids' },
  queries: [],
};
