import { newestFirst } from '#shared/store/category-collection.ts';
import { type Collection, expiryFields } from '#shared/store/declare-collection.ts';

/** The Cloud KMS key that wraps the data keys of undelivered hashes and of signing secrets. */
export const noticesKek = 'notices';

/** The Cloud KMS key that wraps the data keys of endpoints' URLs. It wraps no other keys. */
export const endpointsKek = 'notice_endpoints';

/**
 * Notices to recipients of data, and the state of their delivery. A notice contains random ids of
 * records. The hashes that identify a person are in {@link noticeValues} and are deleted earlier.
 */
export const notices: Collection = {
  id: 'notices',
  title: { de: 'Mitteilungen an Empfänger', en: 'Notices to recipients' },
  database: 'mayfly',
  category: null,
  lifeFields: null,
  personal: null,
  subject: { nobody: 'random ids of records, the events about them, and their times' },
  expiry: {
    by: 'ttl',
    source: { de: '30 Tage nach der Mitteilung', en: '30 days after the notice was written' },
  },
  fields: {
    ...expiryFields,
    created_at: 'instant',
    endpoint: 'id',
    event: 'id',
    /** Only set if the notice is about exactly one category. */
    category: 'id',
    records: 'ids',
    /** Names of the fields that were corrected. */
    corrected: 'ids',
    /** The id of the erasure to which the notice belongs. */
    erasure: 'id',
    /**
     * For the erasure of a category or a tenant: the records that were created up to this instant
     * were erased.
     */
    up_to: 'instant',
    /** `waiting`, `taken` or `given_up`. */
    state: 'id',
    /** `due_at` is the instant of the next attempt. After `until` there are no more attempts. */
    due_at: 'instant',
    until: 'instant',
    attempts: 'number',
    /** The reason why the latest attempt failed. */
    failure: 'id',
    settled_at: 'instant',
  },
  queries: [
    { equal: [], orderBy: newestFirst },
    { equal: ['state'], orderBy: newestFirst },
    { equal: ['erasure'], orderBy: newestFirst },
    { equal: ['erasure', 'state'], orderBy: newestFirst },
  ],
  sweeps: [{ equal: ['state'], orderBy: [{ field: 'due_at', direction: 'asc' }] }],
};

/**
 * Keyed hashes of the values that identify a person. The document of a notice's hashes has the same
 * id as the notice. The hashes are encrypted. They are deleted when the notice is delivered, and
 * after three days at the latest.
 */
export const noticeValues: Collection = {
  id: 'notice_values',
  title: { de: 'Prüfsummen in Mitteilungen', en: 'Hashes in notices' },
  database: 'mayfly',
  category: noticesKek,
  lifeFields: null,
  personal: {
    de: 'HMAC der Kennungen einer Person mit dem Geheimnis des Empfängers, verschlüsselt, bis zur Zustellung',
    en: 'HMAC of the identifiers of a person with the recipient’s secret as key, encrypted, until the delivery',
  },
  subject: {
    nobody:
      'an erasure does not delete them, because the recipient must still be told; they are deleted after three days at the latest',
  },
  expiry: {
    by: 'ttl',
    source: {
      de: 'mit der Zustellung, spätestens nach drei Tagen',
      en: 'is deleted on delivery, after three days at the latest',
    },
  },
  fields: { ...expiryFields, values_aes: 'sealed', dek: 'id', enc: 'number' },
  queries: [],
};

/**
 * Names of recipients, and the URLs of their endpoints. The tenant's profile states which events
 * each endpoint gets.
 */
export const noticeEndpoints: Collection = {
  id: 'notice_endpoints',
  title: { de: 'Adressen von Empfängern', en: 'Endpoints of recipients' },
  database: 'mayfly-access',
  category: endpointsKek,
  lifeFields: null,
  personal: {
    de: 'Name und Adresse des Empfängers, verschlüsselt',
    en: 'name and address of the recipient, encrypted',
  },
  subject: { nobody: 'recipients whom an owner adds and removes' },
  expiry: {
    by: 'never',
    source: {
      de: 'wird gelöscht, wenn eine Inhaberin oder ein Inhaber sie entfernt',
      en: 'is deleted when an owner removes it',
    },
  },
  fields: {
    recipient_aes: 'sealed',
    url_aes: 'sealed',
    dek: 'id',
    enc: 'number',
    created_at: 'instant',
    changed_at: 'instant',
  },
  queries: [],
};

const secret = {
  database: 'mayfly-access',
  lifeFields: null,
  personal: null,
  subject: { nobody: 'a secret of a recipient' },
  expiry: {
    by: 'never',
    source: {
      de: 'wird mit der Adresse gelöscht, oder nachdem ein neues Geheimnis das alte ersetzt hat',
      en: 'is deleted with its endpoint, or after a new secret has replaced the old secret',
    },
  },
  fields: {
    endpoint: 'id',
    secret_aes: 'sealed',
    dek: 'id',
    enc: 'number',
    created_at: 'instant',
  },
  queries: [],
} as const satisfies Partial<Collection>;

/** Secrets that sign notices. Only the functions `notices` and `rekey` can open these secrets. */
export const signingSecrets: Collection = {
  ...secret,
  id: 'notice_signing_secrets',
  title: { de: 'Signaturgeheimnisse von Empfängern', en: 'Signing secrets of recipients' },
  category: noticesKek,
};

/**
 * Matching secrets, which are the keys of the hashes in notices. A recipient hashes its own values
 * with its matching secret, and compares the hashes. Functions that look up records can open these
 * secrets.
 */
export const matchingSecrets: Collection = {
  ...secret,
  id: 'notice_matching_secrets',
  title: { de: 'Abgleichgeheimnisse von Empfängern', en: 'Matching secrets of recipients' },
  category: 'lookup_secrets',
};
