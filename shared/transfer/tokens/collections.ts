import { type Collection, expiryFields } from '#shared/store/declare-collection.ts';

/**
 * Tokens by which the page of a tenant works with the data of one conversation. What a token gives
 * is sealed under a key of its own, so that nobody who may write this database can make one.
 */
export const deviceTokens: Collection = {
  id: 'device_tokens',
  title: { de: 'Gerätetokens', en: 'Device tokens' },
  database: 'mayfly',
  category: 'device_tokens',
  lifeFields: null,
  personal: null,
  subject: {
    nobody:
      'names a conversation under encryption, for a quarter of an hour, and holds nothing of it',
  },
  expiry: {
    by: 'ttl',
    source: { de: '15 Minuten nach der Ausgabe', en: '15 minutes after it was given' },
  },
  fields: {
    ...expiryFields,
    created_at: 'instant',
    grant_aes: 'sealed',
    dek: 'id',
    enc: 'number',
  },
  queries: [],
};
