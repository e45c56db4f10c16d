import type { Collection } from '#shared/store/declare-collection.ts';

/** The members of a tenant. The id is a keyed hash of the email, and is the same in all tenants. */
export const members: Collection = {
  id: 'members',
  title: { de: 'Mitglieder', en: 'Members' },
  database: 'mayfly-access',
  category: null,
  lifeFields: null,
  personal: {
    de: 'die E-Mail-Adresse einer Person mit Zugang zur Konsole',
    en: 'the email of a manager',
  },
  subject: { nobody: 'a manager, whom an owner removes' },
  expiry: {
    by: 'never',
    source: {
      de: 'endet, wenn das Mitglied entfernt wird',
      en: 'is deleted when the member is removed',
    },
  },
  fields: {
    email_aes: 'sealed',
    /** The issuer that must verify the member. */
    issuer: 'id',
    role: 'id',
    created_at: 'instant',
    changed_at: 'instant',
    dek: 'id',
    enc: 'number',
  },
  queries: [],
};

/**
 * The memberships of each person: the tenant, the role in this tenant, and the issuer that must
 * verify the person. The document belongs to no tenant.
 */
export const people: Collection = {
  id: 'people',
  title: { de: 'Zugehörigkeiten', en: 'Memberships' },
  database: 'mayfly-access',
  platform: true,
  category: null,
  lifeFields: null,
  personal: {
    de: 'ein schlüsselabhängiger Hashwert der E-Mail-Adresse einer Person mit Zugang zur Konsole',
    en: 'a keyed hash of a manager’s email',
  },
  subject: { nobody: 'a manager’s memberships; the document is deleted with the last of them' },
  expiry: {
    by: 'never',
    source: {
      de: 'endet mit der letzten Zugehörigkeit',
      en: 'is deleted with the last membership',
    },
  },
  fields: { memberships: 'ids' },
  queries: [],
};

/** The wrapped key for the hashes that identify people. */
export const personSecrets: Collection = {
  id: 'person_secrets',
  title: { de: 'Schlüssel der Personenkennungen', en: 'Key of people’s ids' },
  database: 'mayfly-keys',
  platform: true,
  category: null,
  lifeFields: null,
  personal: null,
  subject: { nobody: 'a key' },
  expiry: {
    by: 'never',
    source: {
      de: 'wird nie gelöscht; ohne Mitglieder gehört er zu niemandem',
      en: 'is never deleted; without members it belongs to nobody',
    },
  },
  fields: { wrapped: 'sealed', kek_version: 'number', created_at: 'instant' },
  queries: [],
};
