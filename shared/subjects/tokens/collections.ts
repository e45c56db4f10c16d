import { identifierNames } from '#shared/categories/category-subject.ts';
import { bcryptName } from '#shared/categories/stored-names.ts';
import { type Collection, expiryFields } from '#shared/store/declare-collection.ts';

/**
 * Tokens with which end customers see and erase their own data. The rights of a token are encrypted
 * with a data key of the Cloud KMS key `requests`. So a function of Mayfly that may write this
 * database but may not use this key cannot make a valid token.
 */
export const subjectTokens: Collection = {
  id: 'subject_tokens',
  title: { de: 'Tokens betroffener Personen', en: 'Tokens of data subjects' },
  database: 'mayfly',
  category: 'requests',
  lifeFields: null,
  personal: {
    de: 'Such-Hashwerte der Person, eine Viertelstunde lang',
    en: 'lookup hashes of the person, for a quarter of an hour',
  },
  subject: [
    { by: 'identifier', name: 'email', field: bcryptName('email') },
    { by: 'identifier', name: 'phone', field: bcryptName('phone') },
    { by: 'identifier', name: 'external_id', field: bcryptName('external_id') },
    { by: 'identifier', name: 'push_endpoint', field: bcryptName('push_endpoint') },
  ],
  expiry: {
    by: 'ttl',
    source: { de: '15 Minuten nach der Ausgabe', en: '15 minutes after the token was issued' },
  },
  fields: {
    ...expiryFields,
    created_at: 'instant',
    ...Object.fromEntries(identifierNames.map((name) => [bcryptName(name), 'hash' as const])),
    grant_aes: 'sealed',
    dek: 'id',
    enc: 'number',
  },
  queries: [],
};
