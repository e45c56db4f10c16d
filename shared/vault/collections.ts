import { type Collection, expiryFields } from '#shared/store/declare-collection.ts';

const nextToEnd = [{ field: 'expires_at', direction: 'asc' }] as const;

/** Wrapped data keys. They have no TTL, because a key is deleted only when no record needs it. */
export const dataKeys: Collection = {
  id: 'data_keys',
  title: { de: 'Datenschlüssel', en: 'Data keys' },
  database: 'mayfly-keys',
  category: null,
  lifeFields: null,
  personal: null,
  subject: { nobody: 'a key' },
  expiry: {
    by: 'keys',
    source: {
      de: 'eine Stunde nach dem Ende seines Zeitabschnitts, oder früher, wenn er zurückgezogen ist',
      en: 'an hour after the end of its expiry bucket, or earlier if it is retired',
    },
  },
  fields: {
    ...expiryFields,
    category: 'id',
    /** The pointer to the key. Absent if a process made the key only for itself. */
    pointer: 'id',
    /** The format of the wrapping, see `data-key.ts`. If absent, the format is 1. */
    format: 'number',
    algorithm: 'id',
    /**
     * The use of the key. Absent if the key encrypts records, or data that has no use of its own.
     */
    use: 'id',
    /** The end of the key's bucket. Absent in format 1. */
    bucket_end: 'instant',
    wrapped: 'sealed',
    /**
     * The version of the KMS key that wrapped the data key. Absent if an older version of the
     * program wrapped the data key.
     */
    kek_version: 'number',
    created_at: 'instant',
    /**
     * True after the key was declared stolen or full. Then it only decrypts, and new data gets
     * another key. The next two fields state the reason and the instant.
     */
    retired: 'boolean',
    retired_for: 'id',
    retired_at: 'instant',
    /**
     * -1 while documents may use the retired key. When the sweep finds no document that uses the
     * key, it notes here how often the database has been restored so far. A later restore may bring
     * back documents that use the key.
     */
    emptied_in: 'number',
  },
  queries: [{ equal: ['category'], orderBy: nextToEnd }],
  sweeps: [
    { equal: ['category'], orderBy: nextToEnd },
    { equal: ['retired'], orderBy: [{ field: 'emptied_in', direction: 'asc' }] },
  ],
};

/**
 * A pointer states which data key a tenant's category uses for an expiry bucket. The pointers of a
 * bucket are numbered. If the key of a pointer was deleted or must not encrypt any more, the
 * pointer with the next number is used. A pointer is deleted together with its key.
 */
export const dataKeyPointers: Collection = {
  id: 'data_key_pointers',
  title: { de: 'Zuordnung der Datenschlüssel', en: 'Data key pointers' },
  database: 'mayfly-keys',
  category: null,
  lifeFields: null,
  personal: null,
  subject: { nobody: 'the key of each period' },
  expiry: {
    by: 'keys',
    source: { de: 'endet mit seinem Datenschlüssel', en: 'is deleted with its data key' },
  },
  fields: { ...expiryFields, key_id: 'id' },
  queries: [],
};

/** A tenant's lookup pepper and salt, wrapped. */
export const lookupSecrets: Collection = {
  id: 'lookup_secrets',
  title: { de: 'Suchgeheimnisse', en: 'Lookup secrets' },
  database: 'mayfly-keys',
  category: null,
  lifeFields: null,
  personal: null,
  subject: { nobody: 'keys' },
  expiry: {
    by: 'never',
    source: { de: 'endet mit dem Mandanten', en: 'is deleted with its tenant' },
  },
  fields: {
    wrapped: 'sealed',
    kek_version: 'number',
    created_at: 'instant',
    /** The version of the rules for the tenant's hashes. If absent, it is version 1. */
    normaliser: 'number',
    numbering_plan: 'id',
    /**
     * The version of the rules by which the marks of records were made. If it is absent, the marks
     * are older than version 1.
     */
    marks: 'number',
    /**
     * The version of the list of documents that the rekey sweep updates. If it is absent or lower
     * than the present version, the sweep works on all documents of the tenant again.
     */
    parts: 'number',
    /**
     * The position of the rekey sweep. The sweep works on one collection after the other, and on
     * restricted records together with the other records of their category. It has completed all
     * collections before the one in `rehash_in`. There it has reached the id in `rehash_after`.
     */
    rehash_in: 'id',
    rehash_after: 'id',
    /**
     * How often the database had been restored when the rekey sweep last changed this document.
     * After a later restore, records may have hashes from before this change. Absent until the
     * sweep changes the document.
     */
    rehashed_in: 'number',
  },
  queries: [],
};
