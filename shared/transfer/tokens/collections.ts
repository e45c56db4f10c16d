import { type Collection, expiryFields } from '#shared/store/declare-collection.ts';

/**
 * Device tokens, which give a tenant's web page access to the data of one conversation. The rights
 * of a token are sealed with a data key that is used for nothing else. So a function that can write
 * this database, but has no right to use this key, cannot make a valid token.
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
      'contains the encrypted id of a conversation for a quarter of an hour, but none of its data',
  },
  expiry: {
    by: 'ttl',
    source: { de: '15 Minuten nach der Ausgabe', en: '15 minutes after the token was issued' },
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
