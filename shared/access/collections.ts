import type { Collection } from '#shared/store/declare-collection.ts';

/** API keys; the id of each is the SHA-256 of the key, which itself is kept nowhere. */
export const apiKeys: Collection = {
  id: 'api_keys',
  title: 'API keys',
  database: 'mayfly-access',
  category: null,
  lifeFields: null,
  personal: null,
  expiry: { by: 'never', source: 'goes with its tenant' },
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

/** On which day each API key was used last, under the id of the key. Every function notes it, and none of them may write keys. */
export const apiKeyUses: Collection = {
  id: 'api_key_uses',
  title: 'Last uses of API keys',
  database: 'mayfly',
  category: null,
  lifeFields: null,
  personal: null,
  expiry: { by: 'never', source: 'goes with its tenant' },
  fields: { last_used_on: 'id' },
  queries: [],
};
