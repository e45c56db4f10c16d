import { identifierNames } from '#shared/categories/category-subject.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { bcryptName, lookupFields } from '#shared/categories/stored-names.ts';
import { type Collection, expiryFields } from '#shared/store/declare-collection.ts';

/** The Cloud KMS key that wraps legacy keys, and also the data keys of waiting lines. */
export const legacyKek = 'legacy';

/** Wrapped keys of an older system. They are used only to decrypt AES/CBC in imported lines. */
export const legacyKeys: Collection = {
  id: 'legacy_keys',
  title: { de: 'Schlüssel des Altsystems', en: 'Keys of the older system' },
  database: 'mayfly-keys',
  category: null,
  lifeFields: null,
  personal: null,
  subject: { nobody: 'a key' },
  expiry: {
    by: 'never',
    source: {
      de: 'wenn er beendet ist und keine importierte Zeile des Mandanten mehr wartet, spätestens mit dem Mandanten',
      en: 'when it is ended and no imported line of its tenant waits any more, at the latest with the tenant',
    },
  },
  fields: {
    wrapped: 'sealed',
    kek_version: 'number',
    created_at: 'instant',
    /**
     * From this instant on, imports may not use the key. The sweep deletes the key when no line of
     * the tenant waits for its migration any more.
     */
    ended_at: 'instant',
  },
  queries: [],
};

/**
 * The marks of imported lines. The id of a mark is a keyed hash of the line's category and own id.
 * So a line is imported only once.
 */
export const importMarks: Collection = {
  id: 'import_marks',
  title: { de: 'Marken importierter Zeilen', en: 'Marks of imported lines' },
  database: 'mayfly',
  category: null,
  lifeFields: null,
  personal: null,
  subject: {
    nobody: 'the fact that a line of an older system was imported; a keyed hash of its id',
  },
  expiry: {
    by: 'ttl',
    source: { de: 'mit dem Ablauf der importierten Zeile', en: 'when the imported line expires' },
  },
  fields: { ...expiryFields },
  queries: [],
};

/**
 * Imported lines whose values are still encrypted by the older system. The whole content of a line
 * is encrypted again, with a data key that only `rekey` can unwrap. The lines are not records yet:
 * the sweep makes records of them. The hashes and the conversation of a line are stored unencrypted
 * in the same document, so that a search for a person finds the line too.
 */
export function legacyRecordsOf(categories: readonly Category[]): Collection {
  const hashes = categories.flatMap((category) => lookupFields(category).map(bcryptName));
  return {
    id: 'legacy_records',
    title: { de: 'Importierte Daten vor der Umstellung', en: 'Imported data before its migration' },
    database: 'mayfly',
    category: legacyKek,
    lifeFields: null,
    alone: { category: 'of_category', fence: 'created_at' },
    personal: {
      de: 'ein Datensatz einer Kategorie, mit den Verschlüsselungen des Altsystems',
      en: 'a record of a category, with the ciphertexts of the older system',
    },
    subject: [
      { by: 'conversation', field: 'conversation_id' },
      ...identifierNames.map(
        (name) => ({ by: 'identifier', name, field: bcryptName(name) }) as const,
      ),
    ],
    expiry: {
      by: 'ttl',
      source: {
        de: 'wie der Datensatz, der daraus wird',
        en: 'when the record that is made of the line would expire',
      },
    },
    fields: {
      ...expiryFields,
      created_at: 'instant',
      of_category: 'id',
      conversation_id: 'id',
      /**
       * Set after a restore, if two things had happened since the backup was made: the line had
       * become a record, and somebody had restricted or corrected this record, or withdrawn its
       * consent. Mayfly cannot repeat such a change on a waiting line. So the sweep makes no record
       * of this line.
       */
      held_at: 'instant',
      ...Object.fromEntries(hashes.map((name) => [name, 'hash' as const])),
      content_aes: 'sealed',
      dek: 'id',
      enc: 'number',
    },
    queries: [...identifierNames.map(bcryptName), 'conversation_id'].map((field) => ({
      equal: [field],
      orderBy: [{ field: 'of_category', direction: 'asc' }],
    })),
  };
}

export const legacyRecordsId = 'legacy_records';
